-- What a ledger can't have, with one example of each.
SELECT
  count(*) AS number,
  'transactions that do not sum to zero' AS what,
  min(concat(transaction_id, ' in ', token_id, ': ', off)) AS example
FROM (
  SELECT transaction_id, token_id, exact(amount) AS off
  FROM (
    SELECT transaction_id, token_id, exact_sums(amount)
    FROM books_ledger
    GROUP BY transaction_id, token_id
  )
)
WHERE off != 0
UNION ALL
SELECT count(*), 'entry ids that stand twice', min(entry_id)
FROM (SELECT entry_id FROM books_ledger GROUP BY entry_id HAVING count(*) > 1)
UNION ALL
SELECT count(*), 'reserves or claims below zero', min(concat(account, ' in ', token_id, ': ', amount))
FROM (
  SELECT account, token_id, exact(amount) AS amount
  FROM (
    SELECT account, token_id, exact_sums(amount)
    FROM books_ledger
    WHERE startswith(account, 'kept:') OR startswith(account, 'payable:')
    GROUP BY account, token_id
  )
)
WHERE amount < 0
UNION ALL
SELECT count(*), 'corrections of a transaction that is not there', min(entry_id)
FROM books_ledger one
LEFT ANTI JOIN books_ledger two ON two.transaction_id = one.corrects_transaction_id
WHERE one.corrects_transaction_id IS NOT NULL
UNION ALL
SELECT count(*), 'entries of dust: a rule lost a remainder', min(entry_id)
FROM books_ledger
WHERE reason_code = 'DUST'
