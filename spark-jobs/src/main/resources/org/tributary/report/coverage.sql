-- How much of each model's inferences each method attributed. The shares of an inference and method
-- sum to 1,000,000,000, so their sum counts the inferences without a second pass. A contributor's
-- share that has a reason (a flat share) is attributed all the same, and so is what method declared
-- leaves to be divided where amounts are.
WITH rows AS (
  SELECT *, IF(contributor_id IS NULL AND reason_code <> 'DECLARED', reason_code, NULL) AS missing
  FROM report_attribution
)
SELECT model_id,
       method,
       missing AS reason_code,
       COUNT(*) AS attribution_rows,
       SUM(CAST(share AS DECIMAL(38,0))) AS share,
       SUM(CAST(share AS DECIMAL(20,0)) * CAST(method_weight_ppm AS DECIMAL(18,0))) AS weighted
FROM rows
GROUP BY model_id, method, missing
ORDER BY model_id, method, missing
