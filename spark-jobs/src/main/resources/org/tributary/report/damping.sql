-- Titles, and what the curvature of each model was damped with.
SELECT m.model_id, m.title, p.checkpoint, p.block, p.dimension, p.training_rows,
       p.preconditioner_method, p.damping_rule, p.mean_eigenvalue, p.damping
FROM report_models m
LEFT JOIN report_prepared_models p ON p.model_id = m.model_id
ORDER BY m.model_id, p.checkpoint, p.preconditioner_method, p.damping_rule, p.block
