-- What serving cost and brought in: fees with the GPU time that they were metered with, and what the node got of them.
SELECT f.log_date,
       f.node_id,
       b.base_model_id,
       f.model_id,
       f.token_id,
       COUNT(*) AS inferences,
       SUM(CAST(f.gpu_ms AS DECIMAL(38,0))) AS gpu_ms,
       SUM(f.tokens) AS tokens,
       SUM(f.fee) AS fee,
       SUM(COALESCE(i.amount, 0)) AS infrastructure,
       CAST(SUM(f.fee) - SUM(COALESCE(i.amount, 0)) AS DECIMAL(38,0)) AS margin
FROM allocate_fees f
JOIN allocate_bases b ON b.model_id = f.model_id
LEFT JOIN allocate_entitlements i
  ON i.source_id = f.inference_id AND i.source_kind = 'FEE' AND i.role = 'INFRASTRUCTURE'
GROUP BY f.log_date, f.node_id, b.base_model_id, f.model_id, f.token_id
