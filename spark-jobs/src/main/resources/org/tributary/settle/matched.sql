-- Entitlements that something keeps back for their own sake, once for each row that does. A hold matches
-- what has all that it names. The views have the rows in force on the close date; those of a reason that
-- nothing asks for are empty.
WITH entitled AS (
  SELECT
    struct(source_kind, source_id, inference_id, role, account, datanet_id, reason_code)
      AS entitlement,
    substring(account, length('payee:') + 1) AS account_id,
    source_kind,
    source_id,
    inference_id,
    model_id,
    datanet_id,
    role,
    reason_code,
    token_id,
    log_date,
    policy_id,
    amount
  FROM settle_entitlements
  -- A refund is paid like pay, so that it waits like pay, too.
  WHERE startswith(account, 'payee:') OR startswith(account, 'payer:')
),
payers AS (
  SELECT 'FEE' AS source_kind, inference_id AS source_id, log_date, caller_id AS payer_id, token_id,
         fee AS amount
  FROM settle_inference_log
  UNION ALL
  SELECT 'REWARD', agent_run_id, log_date, payer_id, token_id, reward
  FROM settle_agent_runs
),
-- Who can have brought pay about: who paid, and the owner of the agent that called.
callers AS (
  SELECT source_kind, source_id, payer_id AS caller_id, 'paid by ' AS how
  FROM payers
  UNION ALL
  SELECT 'FEE', i.inference_id, r.owner_id, 'called by an agent of '
  FROM settle_inference_log i
  JOIN settle_agent_runs r ON r.agent_run_id = i.agent_run_id
  UNION ALL
  SELECT 'REWARD', agent_run_id, owner_id, 'earned by an agent of '
  FROM settle_agent_runs
),
received AS (
  SELECT payer_id, token_id, sum(amount) AS amount
  FROM settle_fee_receipts
  GROUP BY payer_id, token_id
),
-- What became of rewards that the payer doesn't owe, or not yet.
unearned AS (
  SELECT source_kind, source_id, bool_or(role = 'DISPUTED') AS is_disputed
  FROM settle_entitlements
  WHERE source_kind = 'REWARD' AND role IN ('REFUND', 'DISPUTED')
  GROUP BY source_kind, source_id
),
-- What a payer sent covers its fees first: those were served already, and no reward that it puts up may
-- take what they are paid with. A refund comes last: who never sent a reward doesn't get it back.
owed AS (
  SELECT
    source_kind,
    source_id,
    payer_id,
    token_id,
    sum(amount) OVER (
      PARTITION BY payer_id, token_id
      ORDER BY
        CASE WHEN source_kind = 'FEE' THEN 0 WHEN is_disputed IS NULL THEN 1 ELSE 2 END,
        log_date,
        source_id
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS amount
  FROM payers
  LEFT JOIN unearned USING (source_kind, source_id)
  WHERE NOT coalesce(is_disputed, false)
),
unpaid AS (
  SELECT source_kind, source_id, owed.payer_id
  FROM owed
  LEFT JOIN received ON received.payer_id = owed.payer_id AND received.token_id = owed.token_id
  WHERE ${unpaid_fees_are_held} AND owed.amount > coalesce(received.amount, 0BD)
),
related AS (
  SELECT account_id, account_id AS other_id, DATE'0001-01-01' AS valid_from, NULL AS valid_until
  FROM (SELECT DISTINCT account_id FROM entitled WHERE ${self_dealing_is_held})
  UNION ALL
  SELECT
    one.account_id,
    two.account_id,
    greatest(one.valid_from, two.valid_from),
    -- least() leaves nulls out, which is what an open end means.
    least(one.valid_until, two.valid_until)
  FROM settle_affiliations one
  JOIN settle_affiliations two ON two.group_id = one.group_id AND two.account_id != one.account_id
  WHERE ${self_dealing_is_held}
),
-- Contributions under a hold, and whose they are.
held AS (
  SELECT
    h.hold_id,
    h.reason,
    h.inference_id AS only_inference_id,
    h.agent_run_id,
    h.datanet_id,
    h.contribution_id,
    c.contributor_id,
    c.added_in_version,
    c.removed_in_version
  FROM settle_holds h
  JOIN settle_contributions c
    ON c.datanet_id = h.datanet_id
    AND c.contribution_id = h.contribution_id
    AND (h.account_id IS NULL OR h.account_id = c.contributor_id)
),
-- The evidence names the contribution.
named AS (
  SELECT
    h.hold_id,
    h.reason,
    h.inference_id AS only_inference_id,
    h.agent_run_id,
    a.inference_id,
    a.datanet_id,
    a.contributor_id,
    false AS is_declared
  FROM settle_holds h
  JOIN settle_evidence a
    ON a.datanet_id = h.datanet_id
    AND a.contribution_id = h.contribution_id
    AND (h.account_id IS NULL OR h.account_id = a.contributor_id)
),
-- There is no evidence, or not all of it, and the model may have been trained on the contribution: then
-- nobody knows what of the share doesn't rest on it.
unproven AS (
  SELECT
    h.hold_id,
    h.reason,
    h.only_inference_id,
    h.agent_run_id,
    s.inference_id,
    s.datanet_id,
    s.contributor_id,
    false AS is_declared
  FROM held h
  JOIN settle_shares s
    ON s.datanet_id = h.datanet_id
    AND s.contributor_id = h.contributor_id
    AND NOT s.is_proven
  LEFT JOIN settle_model_training_sets t
    ON t.model_id = s.model_id AND t.datanet_id = s.datanet_id
  WHERE t.datanet_version IS NULL
    OR (h.added_in_version <= t.datanet_version
      AND (h.removed_in_version IS NULL OR t.datanet_version < h.removed_in_version))
),
of_contributions AS (
  SELECT * FROM named
  UNION
  SELECT * FROM unproven
  UNION
  -- What is declared rests on all that the contributor has in the training set.
  SELECT h.hold_id, h.reason, h.only_inference_id, h.agent_run_id, e.inference_id, e.datanet_id,
         h.contributor_id, true
  FROM held h
  JOIN entitled e
    ON e.datanet_id = h.datanet_id
    AND e.account_id = h.contributor_id
    AND e.role = 'CONTRIBUTOR'
    AND startswith(e.reason_code, 'DECLARED')
  JOIN settle_model_training_sets t
    ON t.model_id = e.model_id
    AND t.datanet_id = e.datanet_id
    AND h.added_in_version <= t.datanet_version
    AND (h.removed_in_version IS NULL OR t.datanet_version < h.removed_in_version)
)
SELECT /*+ BROADCAST(h) */
  e.entitlement, e.account_id, e.token_id, e.log_date, e.policy_id, e.role, e.amount,
  1 AS place, 'ITEM_HOLD' AS why, h.hold_id AS key, h.reason
FROM entitled e
JOIN settle_holds h
  ON (h.account_id IS NULL OR h.account_id = e.account_id)
  AND (h.datanet_id IS NULL OR h.datanet_id = e.datanet_id)
  AND (h.inference_id IS NULL OR h.inference_id = e.inference_id)
  AND (h.agent_run_id IS NULL OR (e.source_kind = 'REWARD' AND h.agent_run_id = e.source_id))
WHERE h.contribution_id IS NULL
  AND coalesce(h.datanet_id, h.inference_id, h.agent_run_id) IS NOT NULL
UNION ALL
SELECT
  e.entitlement, e.account_id, e.token_id, e.log_date, e.policy_id, e.role, e.amount,
  1, 'ITEM_HOLD', c.hold_id, c.reason
FROM entitled e
JOIN of_contributions c
  ON c.inference_id = e.inference_id
  AND c.datanet_id = e.datanet_id
  AND c.contributor_id = e.account_id
  AND (c.only_inference_id IS NULL OR c.only_inference_id = e.inference_id)
  AND (c.agent_run_id IS NULL OR (e.source_kind = 'REWARD' AND c.agent_run_id = e.source_id))
  AND (NOT c.is_declared OR startswith(coalesce(e.reason_code, ''), 'DECLARED'))
WHERE e.role = 'CONTRIBUTOR'
UNION ALL
SELECT
  e.entitlement, e.account_id, e.token_id, e.log_date, e.policy_id, e.role, e.amount,
  2, 'SELF_DEALING', p.caller_id,
  concat(p.how, p.caller_id, ', who is the payee or affiliated')
FROM entitled e
JOIN callers p ON p.source_kind = e.source_kind AND p.source_id = e.source_id
JOIN related r
  ON r.account_id = e.account_id
  AND r.other_id = p.caller_id
  AND r.valid_from <= e.log_date
  AND (r.valid_until IS NULL OR e.log_date < r.valid_until)
LEFT ANTI JOIN settle_releases x
  ON x.why = 'SELF_DEALING'
  AND (x.account_id IS NULL OR x.account_id = e.account_id)
  AND (x.payer_id IS NULL OR x.payer_id = p.caller_id)
  AND e.log_date < x.valid_from
WHERE e.role = 'CONTRIBUTOR'
UNION ALL
SELECT
  e.entitlement, e.account_id, e.token_id, e.log_date, e.policy_id, e.role, e.amount,
  3, 'UNPAID_FEES', u.payer_id,
  concat('fees of ', u.payer_id, ' were not received yet')
FROM entitled e
JOIN unpaid u ON u.source_kind = e.source_kind AND u.source_id = e.source_id
LEFT ANTI JOIN settle_releases x
  ON x.why = 'UNPAID_FEES'
  AND (x.account_id IS NULL OR x.account_id = e.account_id)
  AND (x.payer_id IS NULL OR x.payer_id = u.payer_id)
  AND e.log_date < x.valid_from
