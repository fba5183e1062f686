-- The inferences of the prepared models with their sketches: those of their log rows, and those that came apart from the
-- log. A sketch of another model than the log says is none.
WITH apart AS (
  SELECT
    model_id,
    inference_id,
    collect_list(
      named_struct(
        'checkpoint', checkpoint, 'gradient', gradient, 'loss_weight', loss_weight, 'projection_id', projection_id
      )
    ) AS sketches
  FROM influence_sketches
  GROUP BY model_id, inference_id
)
SELECT
  logged.log_date,
  logged.model_id,
  logged.inference_id,
  CASE
    WHEN apart.sketches IS NULL THEN logged.sketches
    WHEN logged.sketches IS NULL THEN apart.sketches
    ELSE concat(logged.sketches, apart.sketches)
  END AS sketches
FROM influence_log logged
LEFT JOIN apart ON apart.model_id = logged.model_id AND apart.inference_id = logged.inference_id
