-- The payout address in force of each account and chain, and since which close date it is another than
-- before. What the run before saw is the measure, not what the registry says of the start: a row that was
-- changed or dated back is a change. Where the run before left no address, the published claims tell.
WITH now AS (
  SELECT account_id, chain_id, max_by(lower(address), valid_from) AS address
  FROM settle_payout_addresses
  GROUP BY account_id, chain_id
),
paid AS (
  SELECT account_id, chain_id, collect_set(lower(address)) AS addresses
  FROM settle_published
  GROUP BY account_id, chain_id
)
SELECT
  coalesce(now.account_id, before.account_id) AS account_id,
  coalesce(now.chain_id, before.chain_id) AS chain_id,
  coalesce(now.address, before.address) AS address,
  CASE
    WHEN now.address IS NULL OR now.address = before.address THEN before.changed_date
    WHEN before.address IS NOT NULL OR NOT array_contains(paid.addresses, now.address)
      THEN ${close_date}
  END AS changed_date
FROM now
FULL OUTER JOIN settle_seen_before before
  ON before.account_id = now.account_id AND before.chain_id = now.chain_id
LEFT JOIN paid ON paid.account_id = now.account_id AND paid.chain_id = now.chain_id
