-- Balances by kind of account: of revenue and suspense each account is a kind of its own.
WITH sums AS (
  SELECT token_id, account, exact_sums(amount)
  FROM books_ledger
  GROUP BY token_id, account
),
balances AS (
  SELECT
    token_id,
    account,
    CASE
      WHEN startswith(account, 'kept:') THEN regexp_extract(account, '^(kept:[A-Z_]+):', 1)
      WHEN startswith(account, 'revenue:') OR startswith(account, 'suspense:') THEN account
      ELSE substring_index(account, ':', 1)
    END AS kind,
    exact(amount) AS amount
  FROM sums
)
SELECT
  token_id,
  kind,
  count(*) AS accounts,
  sum(greatest(-amount, 0BD)) AS debit,
  sum(greatest(amount, 0BD)) AS credit
FROM balances
GROUP BY token_id, kind
ORDER BY token_id, kind
