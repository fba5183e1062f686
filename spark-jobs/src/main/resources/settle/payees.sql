-- One row per account with all that decides what it is paid: balances by token, what was published
-- before, payout addresses, the first hold and the block. Every source becomes rows of one shape,
-- so that two shuffles do what six joins would. The views stand for tables at the versions that
-- the run pins; of the registries they have the rows that have started by the close date.
WITH entries AS (
  SELECT account, token_id, amount AS opening, NULL AS earned, NULL AS restated
  FROM settle_posted
  UNION ALL
  SELECT
    account,
    token_id,
    NULL,
    CASE WHEN reason_code = 'EARNED' THEN amount END,
    CASE WHEN reason_code = 'EARNED' THEN NULL ELSE amount END
  FROM settle_proposed
),
balances AS (
  SELECT
    substring(account, length('payee:') + 1) AS account_id,
    token_id,
    coalesce(sum(opening), 0BD) AS opening,
    coalesce(sum(earned), 0BD) AS earned,
    coalesce(sum(restated), 0BD) AS restated
  FROM entries
  WHERE startswith(account, 'payee:')
  GROUP BY account, token_id
),
facts AS (
  SELECT
    account_id,
    struct(token_id, opening, earned, restated) AS balance,
    NULL AS published,
    NULL AS address,
    NULL AS hold,
    NULL AS block
  FROM balances
  UNION ALL
  SELECT
    account_id,
    NULL,
    struct(token_id, chain_id, distributor, address, token_address, cumulative),
    NULL,
    NULL,
    NULL
  FROM settle_published
  UNION ALL
  SELECT account_id, NULL, NULL, struct(chain_id, valid_from, address), NULL, NULL
  FROM settle_payout_addresses
  UNION ALL
  SELECT account_id, NULL, NULL, NULL, struct(hold_id, reason), NULL
  FROM settle_holds
  UNION ALL
  SELECT account_id, NULL, NULL, NULL, NULL, struct(valid_from, reason)
  FROM settle_block_list
)
SELECT
  account_id,
  collect_list(balance) AS balances,
  collect_list(published) AS published,
  collect_list(address) AS addresses,
  min(hold).reason AS hold_reason,
  min(block).reason AS block_reason
FROM facts
GROUP BY account_id
