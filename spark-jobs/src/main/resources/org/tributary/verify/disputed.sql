-- What of each payee's pay is kept back for its own sake, by policy and log date: each entitlement once,
-- whatever keeps it. What a hold on a contribution may keep beyond what the evidence names isn't certain.
WITH pay AS (
  SELECT
    struct(source_kind, source_id, inference_id, role, account, datanet_id, reason_code)
      AS entitlement,
    -- payee: and payer: are of one length; a refund is paid like pay.
    substring(account, length('payee:') + 1) AS account_id,
    source_kind, source_id, inference_id, datanet_id, role, token_id, log_date, policy_id, amount
  FROM verify_entitlements
  WHERE startswith(account, 'payee:') OR startswith(account, 'payer:')
),
came AS (
  SELECT 'FEE' AS source_kind, inference_id AS source_id, caller_id AS payer_id, agent_run_id,
         token_id, log_date, fee AS amount
  FROM verify_inference_log
  UNION ALL
  SELECT 'REWARD', agent_run_id, payer_id, agent_run_id, token_id, log_date, reward
  FROM verify_agent_runs
),
-- Who can have brought pay about: who paid, and the owner of the agent.
behind AS (
  SELECT source_kind, source_id, payer_id AS other_id FROM came
  UNION
  SELECT c.source_kind, c.source_id, r.owner_id
  FROM came c
  JOIN verify_agent_runs r ON r.agent_run_id = c.agent_run_id
),
-- What can't be decided yet takes nothing of what was received, and what goes back takes the rest.
owed AS (
  SELECT source_kind, source_id, payer_id, token_id,
         sum(amount) OVER (
           PARTITION BY payer_id, token_id
           ORDER BY source_kind = 'REWARD', goes_back, log_date, source_id
           ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
         ) AS amount
  FROM (
    SELECT c.*, f.source_id IS NOT NULL AS goes_back
    FROM came c
    LEFT JOIN (
      SELECT DISTINCT source_id FROM verify_entitlements
      WHERE source_kind = 'REWARD' AND role = 'REFUND'
    ) f ON c.source_kind = 'REWARD' AND f.source_id = c.source_id
  ) c
  WHERE NOT EXISTS (
    SELECT 1 FROM verify_entitlements e
    WHERE e.source_kind = 'REWARD' AND c.source_kind = 'REWARD' AND e.source_id = c.source_id
      AND e.role = 'DISPUTED')
),
unpaid AS (
  SELECT o.source_kind, o.source_id, o.payer_id
  FROM owed o
  LEFT JOIN (
    SELECT payer_id, token_id, sum(amount) AS amount
    FROM verify_fee_receipts
    GROUP BY payer_id, token_id
  ) r ON r.payer_id = o.payer_id AND r.token_id = o.token_id
  WHERE o.amount > coalesce(r.amount, 0BD)
),
kept AS (
  SELECT /*+ BROADCAST(h) */ e.*, true AS is_certain
  FROM pay e
  JOIN verify_holds h
    ON (h.account_id IS NULL OR h.account_id = e.account_id)
    AND (h.datanet_id IS NULL OR h.datanet_id = e.datanet_id)
    AND (h.inference_id IS NULL OR h.inference_id = e.inference_id)
    AND (h.agent_run_id IS NULL OR (e.source_kind = 'REWARD' AND h.agent_run_id = e.source_id))
  WHERE h.contribution_id IS NULL
    AND coalesce(h.datanet_id, h.inference_id, h.agent_run_id) IS NOT NULL
  UNION ALL
  SELECT /*+ BROADCAST(h) */ e.*, c.inference_id IS NOT NULL
  FROM pay e
  JOIN verify_holds h
    ON h.datanet_id = e.datanet_id
    AND (h.account_id IS NULL OR h.account_id = e.account_id)
    AND (h.inference_id IS NULL OR h.inference_id = e.inference_id)
    AND (h.agent_run_id IS NULL OR (e.source_kind = 'REWARD' AND h.agent_run_id = e.source_id))
  -- Of a contribution: where an inference is named it is the evidence, else whose contribution it is.
  JOIN (
    SELECT inference_id, datanet_id, contributor_id, contribution_id FROM verify_evidence
    UNION ALL
    SELECT NULL, datanet_id, contributor_id, contribution_id FROM verify_contributions
  ) c
    ON c.datanet_id = e.datanet_id
    AND c.contributor_id = e.account_id
    AND c.contribution_id = h.contribution_id
    AND (c.inference_id IS NULL OR c.inference_id = e.inference_id)
  WHERE e.role = 'CONTRIBUTOR'
  UNION ALL
  SELECT e.*, true
  FROM pay e
  JOIN behind b ON b.source_kind = e.source_kind AND b.source_id = e.source_id
  WHERE ${self_dealing_is_held}
    AND e.role = 'CONTRIBUTOR'
    AND (b.other_id = e.account_id OR EXISTS (
      SELECT 1
      FROM verify_affiliated a
      WHERE a.account_id = e.account_id
        AND a.other_id = b.other_id
        AND a.valid_from <= e.log_date
        AND (a.valid_until IS NULL OR e.log_date < a.valid_until)))
    AND NOT EXISTS (
      SELECT 1
      FROM verify_releases x
      WHERE x.why = 'SELF_DEALING'
        AND (x.account_id IS NULL OR x.account_id = e.account_id)
        AND (x.payer_id IS NULL OR x.payer_id = b.other_id)
        AND e.log_date < x.valid_from)
  UNION ALL
  SELECT e.*, true
  FROM pay e
  JOIN unpaid u ON u.source_kind = e.source_kind AND u.source_id = e.source_id
  WHERE ${unpaid_fees_are_held}
    AND NOT EXISTS (
      SELECT 1
      FROM verify_releases x
      WHERE x.why = 'UNPAID_FEES'
        AND (x.account_id IS NULL OR x.account_id = e.account_id)
        AND (x.payer_id IS NULL OR x.payer_id = u.payer_id)
        AND e.log_date < x.valid_from)
)
SELECT account_id, token_id, policy_id, log_date, role = 'CONTRIBUTOR' AS is_contributor,
       CAST(sum(IF(is_certain, amount, 0BD)) AS DECIMAL(38,0)) AS least,
       CAST(sum(amount) AS DECIMAL(38,0)) AS most
FROM (
  SELECT entitlement, account_id, token_id, policy_id, log_date, role, amount,
         bool_or(is_certain) AS is_certain
  FROM kept
  GROUP BY entitlement, account_id, token_id, policy_id, log_date, role, amount
)
GROUP BY account_id, token_id, policy_id, log_date, role = 'CONTRIBUTOR'
