-- The contributions that can hold a span of the outputs, or have a claim to a run in one: they share a run of k tokens
-- with an output.
SELECT DISTINCT held.datanet_id, held.contribution_id
FROM (
  SELECT datanet_id, contribution_id, explode(seeds) AS seed
  FROM span_seeds_now
) held
LEFT SEMI JOIN (
  SELECT xxhash64(slice(tokens, place + 1, ${k})) AS seed
  FROM (
    SELECT tokens, explode(sequence(0, size(tokens) - ${k})) AS place
    FROM span_outputs
    WHERE size(tokens) >= ${k}
  )
) asked
  ON asked.seed = held.seed
