-- What every payee's statement must be, from the lines of the run and the payouts of the run before:
-- the rules of balances once more, in another language.
WITH lines AS (
  SELECT
    account_id,
    token_id,
    sum(entitled) AS to_date,
    sum(CASE WHEN reason_code = 'EARNED' OR (reason_code IN ('REFUNDED', 'DISCHARGED') AND amount > 0)
        THEN amount ELSE 0 END) AS earned,
    sum(CASE WHEN reason_code = 'RESTATED' OR (reason_code IN ('REFUNDED', 'DISCHARGED') AND amount < 0)
        THEN amount ELSE 0 END) AS restated
  FROM read_parquet('${run}/reports/payout_lines.parquet')
  WHERE account_id IS NOT NULL
  GROUP BY account_id, token_id
),
facts AS (
  SELECT
    lines.*,
    token.minimum,
    coalesce(before.closing, 0) AS opening,
    coalesce(before.reserved, 0) AS reserved_before,
    coalesce(before.claimable, 0) AS claimable_before,
    to_date - coalesce(before.claimable, 0) AS unpaid,
    lines.account_id IN (SELECT shut.account_id FROM shut)
      OR NOT EXISTS (
        SELECT 1 FROM address
        WHERE address.account_id = lines.account_id AND address.chain_id = token.chain_id
      ) AS is_shut
  FROM lines
  JOIN token ON token.token_id = lines.token_id
  LEFT JOIN before ON before.account_id = lines.account_id AND before.token_id = lines.token_id
),
kept AS (
  SELECT *, CASE WHEN is_shut THEN greatest(unpaid, 0) ELSE 0 END AS reserved FROM facts
),
settled AS (
  SELECT
    *,
    CASE WHEN greatest(unpaid, 0) - reserved >= minimum THEN greatest(unpaid, 0) - reserved ELSE 0 END
      AS paid
  FROM kept
)
SELECT concat_ws(
  ' ', account_id, token_id, opening, earned, restated, 0,
  greatest(reserved_before - reserved, 0), greatest(reserved - reserved_before, 0), paid,
  unpaid - reserved - paid, reserved, claimable_before + paid
)
FROM settled
