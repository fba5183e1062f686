-- How much of each model's inferences each method attributed. The shares of an inference and method
-- sum to 1,000,000,000, so their sum counts the inferences without a second pass.
SELECT model_id,
       method,
       reason_code,
       COUNT(*) AS attribution_rows,
       SUM(CAST(share AS DECIMAL(38,0))) AS share,
       SUM(CAST(share AS DECIMAL(20,0)) * CAST(method_weight_ppm AS DECIMAL(18,0))) AS weighted
FROM report_attribution
GROUP BY model_id, method, reason_code
ORDER BY model_id, method, reason_code
