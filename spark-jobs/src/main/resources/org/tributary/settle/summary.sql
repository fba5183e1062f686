-- A few rows that say how the accounts stand, and the distributors that have claims.
SELECT
  token_id,
  status,
  count(*) AS accounts,
  min_by(problem_code, problem) AS problem_code,
  min(problem) AS problem,
  collect_set(transform(claims, claim -> struct(claim.chain_id, claim.distributor)))
    AS distributors
FROM settle_accounts
GROUP BY token_id, status
ORDER BY token_id, status
