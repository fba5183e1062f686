-- Leaves of all distributors. Accounts that share an address share a leaf: a distributor contract
-- takes the largest of two leaves of one address, not their sum.
SELECT
  claim.chain_id,
  claim.distributor,
  claim.address,
  claim.token_address,
  sum(claim.previous) AS previous,
  sum(claim.cumulative) AS cumulative,
  min(claim.status_order) AS status_order
FROM (SELECT /*+ COALESCE(1) */ claims FROM settle_accounts)
LATERAL VIEW explode(claims) exploded AS claim
GROUP BY claim.chain_id, claim.distributor, claim.address, claim.token_address
