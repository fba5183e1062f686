-- The inferences of the prepared models with the sketches that their log rows carry.
SELECT log_date, model_id, inference_id, sketches FROM influence_log
