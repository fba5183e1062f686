-- Contributions that evidence names, under those that are held.
SELECT v.inference_id, v.datanet_id, v.contributor_id, v.contribution_id
FROM (
  SELECT inference_id, datanet_id, contributor_id, row.contribution_id
  FROM verify_attribution
  LATERAL VIEW explode(evidence) exploded AS row
  WHERE share > 0 AND contributor_id IS NOT NULL
  UNION ALL
  SELECT inference_id, datanet_id, contributor_id, contribution_id
  FROM verify_span_evidence
  UNION ALL
  SELECT inference_id, datanet_id, contributor_id, contribution_id
  FROM verify_lexical_evidence
) v
LEFT SEMI JOIN verify_holds h
  ON h.datanet_id = v.datanet_id AND h.contribution_id = v.contribution_id
