-- One number for each table that span scoring wrote, the same in whatever order and files the rows stand.
SELECT
  concat(lower(hex(e.checksum)), '-', lower(hex(s.checksum))) AS checksum,
  e.number AS evidence,
  s.number AS shares
FROM (
  SELECT
    count(*) AS number,
    bit_xor(
      xxhash64(
        inference_id, output_start, tokens, occurrences, datanet_id, contributor_id, contribution_id,
        contribution_start, datanet_version, claimed_at, weight
      )
    ) AS checksum
  FROM bench_evidence
) e
CROSS JOIN (
  SELECT
    count(*) AS number,
    bit_xor(xxhash64(inference_id, method, datanet_id, contributor_id, share, weight, reason_code, background_sha256))
      AS checksum
  FROM bench_shares
) s
