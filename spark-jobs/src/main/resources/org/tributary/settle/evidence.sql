-- Contributions that shares rest on, as far as the methods name them.
SELECT inference_id, datanet_id, contributor_id, row.contribution_id
FROM settle_attribution
LATERAL VIEW explode(evidence) exploded AS row
UNION ALL
SELECT inference_id, datanet_id, contributor_id, contribution_id
FROM settle_span_evidence
UNION ALL
SELECT inference_id, datanet_id, contributor_id, contribution_id
FROM settle_lexical_evidence
