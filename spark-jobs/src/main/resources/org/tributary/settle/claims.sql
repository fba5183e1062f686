-- What table claims has of each account, but for the run.
SELECT
  claim.chain_id,
  claim.distributor,
  account_id,
  claim.address,
  token_id,
  claim.token_address,
  claim.previous,
  claim.cumulative
FROM settle_accounts
LATERAL VIEW explode(claims) exploded AS claim
