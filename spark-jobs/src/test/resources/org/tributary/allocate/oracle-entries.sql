SELECT concat_ws('|', log_date, token_id, account, role, coalesce(model_id, 'null'),
                 coalesce(datanet_id, 'null'), amount,
                 CASE WHEN EXISTS (SELECT 1 FROM posted p
                                   WHERE p.log_date = b.log_date AND p.token_id = b.token_id)
                      THEN 'RESTATED' ELSE 'EARNED' END, policy_id)
FROM balance b JOIN policy USING (log_date) WHERE amount <> 0
