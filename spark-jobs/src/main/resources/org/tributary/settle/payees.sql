-- One row per account with all that decides what it is paid: balances by token, what is kept back,
-- what was published before, payout addresses, reasons to keep something back. Every source becomes
-- rows of one shape, so that two shuffles do what many joins would. The views stand for tables at the
-- versions that the run pins; of the registries they have the rows that have started by the close
-- date. What stands on a payer's account is its refund: the payer is its payee.
WITH entries AS (
  SELECT
    account,
    token_id,
    CASE WHEN startswith(account, 'payee:') THEN amount END AS opening,
    NULL AS earned,
    NULL AS restated,
    NULL AS capped,
    NULL AS discharged,
    CASE WHEN startswith(account, 'payer:') THEN amount END AS refund,
    -- A refund is no pay: it takes no room under a cap.
    CASE
      WHEN startswith(account, 'payee:')
        AND reason_code IN ('PAID', 'REFUNDED')
        AND close_date >= ${period_start}
        THEN -amount
    END AS paid_in_period
  FROM settle_posted
  WHERE startswith(account, 'payee:') OR startswith(account, 'payer:')
  UNION ALL
  SELECT
    account,
    token_id,
    NULL,
    CASE WHEN reason_code = 'EARNED' THEN amount END,
    CASE WHEN reason_code = 'RESTATED' THEN amount END,
    CASE WHEN reason_code = 'CAP' THEN amount END,
    CASE WHEN reason_code = 'DISCHARGED' THEN amount END,
    NULL,
    NULL
  FROM settle_proposed
  WHERE startswith(account, 'payee:')
  UNION ALL
  SELECT account, token_id, NULL, NULL, NULL, NULL, NULL, amount, NULL
  FROM settle_proposed
  WHERE startswith(account, 'payer:')
),
balances AS (
  SELECT
    substring(account, length('payee:') + 1) AS account_id,
    token_id,
    exact_sums(opening),
    exact_sums(earned),
    exact_sums(restated),
    exact_sums(capped),
    exact_sums(discharged),
    exact_sums(refund),
    exact_sums(paid_in_period)
  FROM entries
  GROUP BY substring(account, length('payee:') + 1), token_id
),
stocks AS (
  SELECT
    account,
    token_id,
    exact_sums(amount),
    -- The transaction that kept money back last.
    max_by(
      CASE WHEN amount > 0 THEN transaction_id END,
      CASE WHEN amount > 0 THEN struct(close_date, transaction_id) END
    ) AS transaction_id
  FROM settle_posted
  WHERE startswith(account, 'kept:') OR startswith(account, 'payable:')
  GROUP BY account, token_id
),
facts AS (
  SELECT
    account_id,
    struct(
      token_id,
      opening_high, opening_low,
      earned_high, earned_low,
      restated_high, restated_low,
      capped_high, capped_low,
      discharged_high, discharged_low,
      refund_high, refund_low,
      paid_in_period_high, paid_in_period_low
    ) AS balance,
    NULL AS stock,
    NULL AS published,
    NULL AS address,
    NULL AS seen,
    NULL AS hold,
    NULL AS block,
    NULL AS item
  FROM balances
  UNION ALL
  SELECT
    -- The id may have colons itself, and whatever else.
    IF(
      startswith(account, 'payable:'),
      substring(account, length('payable:') + 1),
      substring(account, locate(':', account, length('kept:') + 1) + 1)
    ),
    NULL,
    struct(account, token_id, amount_high, amount_low, transaction_id),
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL
  FROM stocks
  UNION ALL
  SELECT
    account_id,
    NULL,
    NULL,
    struct(token_id, chain_id, distributor, address, token_address, cumulative),
    NULL,
    NULL,
    NULL,
    NULL,
    NULL
  FROM settle_published
  UNION ALL
  SELECT
    account_id,
    NULL,
    NULL,
    NULL,
    struct(chain_id, valid_from, address),
    NULL,
    NULL,
    NULL,
    NULL
  FROM settle_payout_addresses
  UNION ALL
  SELECT account_id, NULL, NULL, NULL, NULL, struct(chain_id, changed_date), NULL, NULL, NULL
  FROM settle_seen_addresses
  WHERE changed_date IS NOT NULL
  UNION ALL
  SELECT account_id, NULL, NULL, NULL, NULL, NULL, struct(hold_id, reason), NULL, NULL
  FROM settle_holds
  WHERE coalesce(datanet_id, contribution_id, inference_id, agent_run_id) IS NULL
  UNION ALL
  SELECT account_id, NULL, NULL, NULL, NULL, NULL, NULL, struct(valid_from, reason), NULL
  FROM settle_block_list
  UNION ALL
  SELECT
    account_id,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    struct(token_id, why, amount, reason)
  FROM settle_items
)
SELECT
  account_id,
  collect_list(balance) AS balances,
  collect_list(stock) AS stocks,
  collect_list(published) AS published,
  collect_list(address) AS addresses,
  collect_list(seen) AS seen,
  collect_list(item) AS items,
  min(hold).reason AS hold_reason,
  min(block).reason AS block_reason
FROM facts
GROUP BY account_id
