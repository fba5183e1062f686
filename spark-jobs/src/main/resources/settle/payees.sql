-- One row per payee and token: the balance, what stands in the way of paying it, and what was
-- published before. The views stand for tables at the versions that the run pins; of the
-- registries they have the rows in force on the close date or before.
WITH entries AS (
  SELECT account, token_id, amount AS opening, 0BD AS earned, 0BD AS restated
  FROM settle_posted
  UNION ALL
  SELECT
    account,
    token_id,
    0BD,
    CASE WHEN reason_code = 'EARNED' THEN amount ELSE 0BD END,
    CASE WHEN reason_code = 'EARNED' THEN 0BD ELSE amount END
  FROM settle_proposed
),
balances AS (
  SELECT
    substring(account, length('payee:') + 1) AS account_id,
    token_id,
    sum(CAST(opening AS DECIMAL(38, 0))) AS opening,
    sum(CAST(earned AS DECIMAL(38, 0))) AS earned,
    sum(CAST(restated AS DECIMAL(38, 0))) AS restated
  FROM entries
  WHERE startswith(account, 'payee:')
  GROUP BY account, token_id
),
published AS (
  SELECT
    account_id,
    token_id,
    collect_list(
      named_struct(
        'chain_id', chain_id,
        'distributor', distributor,
        'address', address,
        'token_address', token_address,
        'cumulative', cumulative)) AS published
  FROM settle_published
  GROUP BY account_id, token_id
),
blocks AS (
  SELECT account_id, min_by(reason, valid_from) AS reason
  FROM settle_block_list
  GROUP BY account_id
),
holds AS (
  SELECT account_id, min_by(reason, hold_id) AS reason
  FROM settle_holds
  GROUP BY account_id
),
addresses_by_chain AS (
  SELECT account_id, chain_id, max_by(address, valid_from) AS address
  FROM settle_payout_addresses
  GROUP BY account_id, chain_id
),
addresses AS (
  SELECT account_id, map_from_entries(collect_list(struct(chain_id, address))) AS addresses
  FROM addresses_by_chain
  GROUP BY account_id
)
SELECT
  coalesce(balances.account_id, published.account_id) AS account_id,
  coalesce(balances.token_id, published.token_id) AS token_id,
  coalesce(opening, 0BD) AS opening,
  coalesce(earned, 0BD) AS earned,
  coalesce(restated, 0BD) AS restated,
  blocks.reason AS block_reason,
  holds.reason AS hold_reason,
  coalesce(addresses.addresses, CAST(map() AS MAP<BIGINT, STRING>)) AS addresses,
  coalesce(
    published,
    CAST(
      array()
      AS ARRAY<STRUCT<
        chain_id: BIGINT,
        distributor: STRING,
        address: STRING,
        token_address: STRING,
        cumulative: DECIMAL(38, 0)>>)) AS published
FROM balances
FULL OUTER JOIN published
  ON balances.account_id = published.account_id AND balances.token_id = published.token_id
LEFT JOIN blocks ON blocks.account_id = coalesce(balances.account_id, published.account_id)
LEFT JOIN holds ON holds.account_id = coalesce(balances.account_id, published.account_id)
LEFT JOIN addresses ON addresses.account_id = coalesce(balances.account_id, published.account_id)
