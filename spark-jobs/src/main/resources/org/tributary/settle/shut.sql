-- Whose whole account is kept back: a hold on the payee, the block list, no payout address on the token's
-- chain. The token is null where it is so in all tokens. One row per account and token.
WITH everywhere AS (
  SELECT account_id
  FROM settle_holds
  WHERE coalesce(datanet_id, contribution_id, inference_id, agent_run_id) IS NULL
  UNION
  SELECT account_id
  FROM settle_block_list
)
SELECT account_id, CAST(NULL AS STRING) AS token_id
FROM everywhere
UNION ALL
SELECT e.account_id, e.token_id
FROM (
  SELECT DISTINCT substring(account, length('payee:') + 1) AS account_id, token_id
  FROM settle_entitlements
  WHERE role = 'CONTRIBUTOR' AND startswith(account, 'payee:')
) e
JOIN settle_tokens t ON t.token_id = e.token_id
LEFT ANTI JOIN settle_payout_addresses a ON a.account_id = e.account_id AND a.chain_id = t.chain_id
LEFT ANTI JOIN everywhere w ON w.account_id = e.account_id
