-- What serving cost, to date; the largest fees first.
SELECT *,
       ROW_NUMBER() OVER (ORDER BY fee DESC, token_id, base_model_id, model_id, node_id) AS rank,
       COUNT(*) OVER () AS servings
FROM (
  SELECT token_id, base_model_id, model_id, node_id,
         SUM(inferences) AS inferences,
         SUM(gpu_ms) AS gpu_ms,
         SUM(tokens) AS tokens,
         SUM(fee) AS fee,
         SUM(infrastructure) AS infrastructure
  FROM report_serving_costs
  GROUP BY token_id, base_model_id, model_id, node_id)
