-- What was found, in a sentence each.
SELECT
  '${run_id}' AS run_id,
  table_name,
  row_id,
  log_date,
  reason_code,
  token_id,
  amount,
  CASE reason_code
    WHEN 'BLANK_ID' THEN
      'An id of the row is blank, so nobody can be paid or charged: the row is left out. Void it (table voided_rows) and send it right under another key.'
    WHEN 'NO_POLICY' THEN
      concat('No policy is in force on ', log_date, ': the row is left out. If the date is wrong, void the row (table voided_rows) and send it right under another key; if it is right, add a policy that starts earlier.')
    WHEN 'UNKNOWN_TOKEN' THEN
      concat('The policy in force on ', log_date, ' has no token ', token_id, ': the row is left out. If the token is wrong, void the row (table voided_rows) and send it right under another key; if it is right, add it to a policy.')
    WHEN 'VOIDED' THEN
      concat('The row is voided by ', said, '.')
    WHEN 'VOIDS_NOTHING' THEN
      concat('Table ', table_name, ' has no row ', row_id, ' that could be voided by ', said, '. Check the id.')
    WHEN 'BLANK_PAYEE' THEN
      concat('Column ', said, ' is blank: what it would be paid waits where a payee is missing. Send the row again with the account.')
    WHEN 'NOT_A_STEP' THEN
      concat('The call names agent run ', said, ', but neither its agent nor its owner made it in the time of the run: it is paid as a call of its own.')
  END AS detail
FROM snapshot_found
