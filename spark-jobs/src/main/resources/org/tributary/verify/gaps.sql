-- Fees and rewards that the entitlements don't sum to; each source by itself, so that one can't hide another.
WITH came AS (
  SELECT 'FEE' AS source_kind, inference_id AS source_id, token_id, fee AS amount
  FROM verify_inference_log
  UNION ALL
  SELECT 'REWARD', agent_run_id, token_id, reward
  FROM verify_agent_runs
),
sums AS (
  SELECT source_kind, source_id, token_id, sum(came) AS came, sum(entitled) AS entitled
  FROM (
    SELECT source_kind, source_id, token_id, amount AS came, 0BD AS entitled FROM came
    UNION ALL
    SELECT source_kind, source_id, token_id, 0BD, amount FROM verify_entitlements
  )
  GROUP BY source_kind, source_id, token_id
)
SELECT concat(source_kind, ' of ', source_id) AS source, token_id,
       CAST(came AS DECIMAL(38,0)) AS came, CAST(entitled AS DECIMAL(38,0)) AS entitled
FROM sums
WHERE came != entitled
ORDER BY source, token_id
LIMIT 100
