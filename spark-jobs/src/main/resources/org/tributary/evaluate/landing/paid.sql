-- What every contributor of a model gets, and what nobody does, in units of 10^-15 of an inference.
SELECT
  model_id,
  contributor_id,
  CASE WHEN contributor_id IS NULL THEN reason_code END AS reason_code,
  sum(CAST(share * CAST(method_weight_ppm AS BIGINT) AS DECIMAL(20, 0))) AS units
FROM ${attribution}
GROUP BY model_id, contributor_id, CASE WHEN contributor_id IS NULL THEN reason_code END
