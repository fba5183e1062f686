-- Entitlements that are kept back for their own sake, each once: under the first reason that it matches.
SELECT
  account_id,
  token_id,
  log_date,
  policy_id,
  role,
  amount,
  match.why AS why,
  match.key AS key,
  match.reason AS reason
FROM (
  SELECT
    account_id, token_id, log_date, policy_id, role, amount,
    min(struct(place, key, why, reason)) AS match
  FROM settle_matched
  -- The key of an entitlement; two of one amount are two.
  GROUP BY entitlement, account_id, token_id, log_date, policy_id, role, amount
)
