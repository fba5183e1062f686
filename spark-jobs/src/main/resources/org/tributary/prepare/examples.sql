-- The training examples of the models that influence attributes: all sketches of a contribution in one row.
SELECT
  model_id,
  datanet_id,
  contribution_id,
  contributor_id,
  earns,
  accepted_at,
  content_sha256,
  collect_list(struct(checkpoint, gradient, coalesce(loss_weight, 1D) AS loss_weight, projection_id)) AS sketches
FROM prepare_training_rows
WHERE contributor_id IS NOT NULL
GROUP BY model_id, datanet_id, contribution_id, contributor_id, earns, accepted_at, content_sha256
