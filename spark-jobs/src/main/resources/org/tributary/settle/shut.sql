-- Whose whole account is kept back: a hold on the payee, the block list, no payout address on the token's
-- chain, or one that nobody is paid at. The token is null where it is so in all tokens. One row per account and token.
WITH everywhere AS (
  SELECT account_id
  FROM settle_holds
  WHERE coalesce(datanet_id, contribution_id, inference_id, agent_run_id) IS NULL
  UNION
  SELECT account_id
  FROM settle_block_list
),
payable AS (
  SELECT now.account_id, now.chain_id
  FROM (
    SELECT account_id, chain_id, max_by(lower(address), valid_from) AS address
    FROM settle_payout_addresses
    GROUP BY account_id, chain_id
  ) now
  LEFT ANTI JOIN settle_refused_addresses r ON r.chain_id = now.chain_id AND r.address = now.address
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
LEFT ANTI JOIN payable a ON a.account_id = e.account_id AND a.chain_id = t.chain_id
LEFT ANTI JOIN everywhere w ON w.account_id = e.account_id
