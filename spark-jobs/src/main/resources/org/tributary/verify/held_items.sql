-- What each payee earned from inferences, agent runs and datanets that are held, each entitlement once.
SELECT substring(account, length('payee:') + 1) AS account_id, token_id,
       CAST(sum(amount) AS DECIMAL(38,0)) AS amount
FROM verify_entitlements e
LEFT SEMI JOIN verify_holds h
  ON (h.account_id IS NULL OR concat('payee:', h.account_id) = e.account)
  AND (h.datanet_id IS NULL OR h.datanet_id = e.datanet_id)
  AND (h.inference_id IS NULL OR h.inference_id = e.inference_id)
  AND (h.agent_run_id IS NULL OR (e.source_kind = 'REWARD' AND h.agent_run_id = e.source_id))
  AND h.contribution_id IS NULL
  AND coalesce(h.datanet_id, h.inference_id, h.agent_run_id) IS NOT NULL
WHERE startswith(account, 'payee:')
GROUP BY account, token_id
