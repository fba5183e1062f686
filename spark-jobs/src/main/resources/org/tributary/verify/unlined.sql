-- Where the entitlements and the written lines differ. Revenue and what caps, refunds and decisions move are no entitlements.
SELECT
  concat(account, ' as ', role, ' for ', CAST(log_date AS STRING), ' in ', token_id) AS what,
  CAST(sum(entitled) AS DECIMAL(38,0)) AS entitled,
  CAST(sum(lines) AS DECIMAL(38,0)) AS lines
FROM (
  SELECT account, token_id, log_date, role, model_id, datanet_id, amount AS entitled, 0BD AS lines
  FROM verify_entitlements
  UNION ALL
  SELECT account, token_id, log_date, role, model_id, datanet_id, 0BD, entitled
  FROM verify_lines
  WHERE role NOT IN ('REVENUE', 'CAP', 'REFUNDED', 'DISCHARGED')
)
GROUP BY account, token_id, log_date, role, model_id, datanet_id
HAVING sum(entitled) != sum(lines)
ORDER BY what
LIMIT 100
