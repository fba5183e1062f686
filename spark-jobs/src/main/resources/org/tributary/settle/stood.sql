-- What stood on a decision's account when its first night was over, but for what it moved itself.
SELECT decision_id, exact_sums(amount)
FROM (
  SELECT n.decision_id, p.amount
  FROM settle_first_nights n
  JOIN settle_posted p
    ON p.account = n.account
    AND p.token_id = n.token_id
    AND p.close_date <= n.night
    AND p.transaction_id != n.transaction_id
)
GROUP BY decision_id
