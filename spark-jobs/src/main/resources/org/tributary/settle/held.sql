-- What isn't claimable, and what is owed.
SELECT
  chain_id,
  account_id,
  token_id,
  greatest(closing, 0BD) + reserved AS held,
  greatest(-closing, 0BD) AS debt,
  status,
  reason
FROM settle_accounts
WHERE closing != 0 OR reserved != 0
