-- Seeds of the contributions that have none yet, or have others than they had.
SELECT
  c.tokenizer_id,
  ${k} AS seed_tokens,
  c.datanet_id,
  c.contribution_id,
  c.content_sha256,
  size(c.tokens) AS tokens,
  xxhash64(c.tokens) AS tokens_hash,
  CASE
    WHEN size(c.tokens) < ${k} THEN array()
    ELSE array_distinct(
      transform(sequence(0, size(c.tokens) - ${k}), place -> xxhash64(slice(c.tokens, place + 1, ${k})))
    )
  END AS seeds
FROM span_contributions c
LEFT ANTI JOIN span_seeds_now h
  ON h.datanet_id = c.datanet_id
  AND h.contribution_id = c.contribution_id
  AND h.content_sha256 = c.content_sha256
  AND h.tokens = size(c.tokens)
  AND h.tokens_hash = xxhash64(c.tokens)
