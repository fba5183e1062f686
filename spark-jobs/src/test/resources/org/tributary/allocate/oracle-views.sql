-- The money rules once more, in SQL over integers, written from the rules and not from the Java.
CREATE VIEW step AS
SELECT r.agent_run_id, r.log_date, r.token_id, r.reward::HUGEINT AS reward,
       i.inference_id, i.model_id,
       CASE WHEN max(i.fee) OVER run = 0 OR min(i.token_id) OVER run <> max(i.token_id) OVER run
            THEN 1 ELSE i.fee::HUGEINT END AS weight
FROM agent_run r JOIN inference i ON i.agent_run_id = r.agent_run_id
WHERE r.outcome = 'SUCCEEDED' AND r.log_date <= close_date() AND i.log_date <= close_date()
WINDOW run AS (PARTITION BY r.agent_run_id);

CREATE VIEW step_floor AS
SELECT *, reward * weight // sum(weight) OVER whole_run AS floored,
       reward * weight % sum(weight) OVER whole_run AS remainder
FROM step
WINDOW whole_run AS (PARTITION BY agent_run_id);

CREATE VIEW step_part AS
SELECT *, floored + CASE WHEN
         row_number() OVER (PARTITION BY agent_run_id ORDER BY remainder DESC, inference_id)
         <= reward - sum(floored) OVER (PARTITION BY agent_run_id) THEN 1 ELSE 0 END AS part
FROM step_floor;

CREATE VIEW income AS
SELECT 'FEE' AS source_kind, inference_id AS source_id, log_date, token_id,
       fee::HUGEINT AS amount, inference_id, model_id, node_id, gpu_ms::HUGEINT AS gpu_ms
FROM inference WHERE log_date <= close_date()
UNION ALL
SELECT 'REWARD', agent_run_id, log_date, token_id, part::HUGEINT, inference_id, model_id, NULL, 0
FROM step_part WHERE part > 0;

CREATE VIEW metered AS
SELECT i.*, p.policy_id, least(i.gpu_ms * t.rate, i.amount * p.cap // 1000000) AS infrastructure
FROM income i JOIN policy p USING (log_date) JOIN token t USING (log_date, token_id);

CREATE VIEW role_floor AS
SELECT m.*, s.position, s.role, (m.amount - m.infrastructure) AS rest,
       (m.amount - m.infrastructure) * s.ppm // 1000000 AS floored,
       (m.amount - m.infrastructure) * s.ppm % 1000000 AS remainder
FROM metered m JOIN share s USING (log_date);

CREATE VIEW role_part AS
SELECT *, floored + CASE WHEN
         row_number() OVER (PARTITION BY source_kind, source_id, inference_id
                            ORDER BY remainder DESC, position)
         <= rest - sum(floored) OVER (PARTITION BY source_kind, source_id, inference_id)
         THEN 1 ELSE 0 END AS part
FROM role_floor;

CREATE VIEW contributor_floor AS
SELECT r.*, a.method, a.datanet_id, a.contributor_id, a.reason_code AS reason,
       a.share_standard_error * a.weight // 1000000 AS standard_error,
       r.part * (a.share * a.weight)::HUGEINT // 1000000000000000 AS given,
       r.part * (a.share * a.weight)::HUGEINT % 1000000000000000 AS fraction
FROM role_part r JOIN attribution a USING (inference_id)
WHERE r.role = 'CONTRIBUTOR' AND a.share > 0;

CREATE VIEW contributor_part AS
SELECT *, given + CASE WHEN
         row_number() OVER (PARTITION BY source_kind, source_id, inference_id
                            ORDER BY fraction DESC, method, contributor_id IS NULL, datanet_id,
                                     contributor_id, reason)
         <= part - sum(given) OVER (PARTITION BY source_kind, source_id, inference_id)
         THEN 1 ELSE 0 END AS contributed
FROM contributor_floor;

CREATE VIEW entitlement AS
SELECT log_date, source_kind, source_id, inference_id, model_id, token_id,
       'INFRASTRUCTURE' AS role, 'payee:' || node_id AS account, NULL AS datanet_id,
       infrastructure AS amount, NULL::BIGINT AS share_standard_error, NULL AS reason_code, policy_id
FROM metered
UNION ALL
SELECT r.log_date, source_kind, source_id, inference_id, r.model_id, token_id, role,
       CASE role WHEN 'PLATFORM' THEN 'payee:platform'
                 WHEN 'MODEL_DEVELOPER' THEN 'payee:' || m.developer_id
                 ELSE 'payee:' || coalesce(b.developer_id, m.developer_id) END,
       NULL, part, NULL, NULL, policy_id
FROM role_part r JOIN model m ON m.model_id = r.model_id
     LEFT JOIN model b ON b.model_id = m.base_model_id
WHERE role <> 'CONTRIBUTOR'
UNION ALL
SELECT log_date, source_kind, source_id, inference_id, model_id, token_id,
       CASE WHEN contributor_id IS NULL THEN 'UNATTRIBUTED' ELSE 'CONTRIBUTOR' END,
       coalesce('payee:' || contributor_id, 'suspense:unattributed'),
       datanet_id, sum(contributed), sum(standard_error), reason, policy_id
FROM contributor_part
GROUP BY log_date, source_kind, source_id, inference_id, model_id, token_id, contributor_id,
         datanet_id, reason, policy_id
UNION ALL
SELECT log_date, 'REWARD', agent_run_id, NULL, NULL, token_id,
       CASE outcome WHEN 'FAILED' THEN 'REFUND' WHEN 'DISPUTED' THEN 'DISPUTED'
                    ELSE 'UNATTRIBUTED' END,
       CASE outcome WHEN 'FAILED' THEN 'payer:' || payer_id WHEN 'DISPUTED' THEN 'suspense:disputed'
                    ELSE 'suspense:unattributed' END,
       NULL, reward, NULL,
       CASE outcome WHEN 'FAILED' THEN 'RUN_FAILED' WHEN 'DISPUTED' THEN 'RUN_DISPUTED'
                    ELSE 'NO_STEPS' END,
       policy_id
FROM agent_run r JOIN policy USING (log_date)
WHERE log_date <= close_date()
  AND (outcome <> 'SUCCEEDED' OR agent_run_id NOT IN (SELECT agent_run_id FROM step));

CREATE VIEW balance AS
SELECT log_date, token_id, account, role, model_id, datanet_id, sum(amount)::HUGEINT AS amount
FROM (SELECT log_date, token_id, account, role, model_id, datanet_id, amount FROM entitlement
      UNION ALL
      SELECT log_date, token_id, 'revenue:' || lower(source_kind), 'REVENUE', NULL, NULL, -amount
      FROM entitlement
      UNION ALL
      SELECT log_date, token_id, account, role, model_id, datanet_id, -amount::HUGEINT FROM posted)
GROUP BY ALL;
