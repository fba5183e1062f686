-- Shares of contributors, and whether all that a share rests on is known. Of method influence the
-- evidence is cut: it is all only where its positive scores sum to those of all rows of the contributor.
SELECT
  a.model_id,
  a.inference_id,
  a.datanet_id,
  a.contributor_id,
  CASE
    WHEN a.method = 'retrieval' THEN coalesce(size(a.evidence), 0) > 0
    WHEN a.method IN ('span', 'lexical') THEN t.method IS NOT NULL
    WHEN a.method = 'influence' THEN coalesce(
      a.reason_code IS NULL
      AND abs(a.score_exponent - a.sum_exponent) < 62
      AND try_multiply(
          aggregate(
            a.evidence,
            CAST(0 AS DECIMAL(38,0)),
            (sum, row) -> CAST(sum + greatest(row.score, 0BD) AS DECIMAL(38,0))),
          CAST(shiftleft(1L, greatest(a.score_exponent - a.sum_exponent, 0)) AS DECIMAL(38,0)))
        = try_multiply(
          a.row_positive,
          CAST(shiftleft(1L, greatest(a.sum_exponent - a.score_exponent, 0)) AS DECIMAL(38,0))),
      false)
    ELSE false
  END AS is_proven
FROM settle_attribution a
LEFT JOIN (
  SELECT DISTINCT 'span' AS method, inference_id, datanet_id, contributor_id
  FROM settle_span_evidence
  UNION ALL
  SELECT DISTINCT 'lexical', inference_id, datanet_id, contributor_id
  FROM settle_lexical_evidence
) t
  ON t.method = a.method
  AND t.inference_id = a.inference_id
  AND t.datanet_id = a.datanet_id
  AND t.contributor_id = a.contributor_id
