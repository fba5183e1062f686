-- What each payee's disputed items earned, by reason.
SELECT
  account_id,
  token_id,
  why,
  sum(amount) AS amount,
  min(struct(key, reason)).reason AS reason
FROM settle_disputed
GROUP BY account_id, token_id, why
