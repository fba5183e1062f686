-- What the run moves between a payee's accounts, as table proposed_entries has it but for the run.
SELECT
  entry.entry_id,
  entry.transaction_id,
  token_id,
  entry.account,
  IF(entry.reason_code = 'REFUNDED', 'REFUNDED', 'PAYOUT') AS role,
  entry.amount,
  entry.reason_code,
  entry.corrects_transaction_id
FROM settle_accounts
LATERAL VIEW explode(entries) exploded AS entry
