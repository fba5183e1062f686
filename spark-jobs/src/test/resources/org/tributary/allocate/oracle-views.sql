-- The money rules once more, in SQL over integers, written from the rules and not from the Java.
-- A call is a step of the run that it names where the run's agent or owner made it in the run's time; while the
-- run isn't on record nobody knows.
CREATE VIEW logged_inference AS
SELECT i.* REPLACE (CASE WHEN r.agent_run_id IS NULL
                           OR (i.caller_id = r.agent_id OR i.caller_id = r.owner_id)
                              AND i.served_at <= r.ended_at
                              AND (r.started_at IS NULL OR i.served_at >= r.started_at)
                         THEN i.agent_run_id END AS agent_run_id)
FROM inference i
     LEFT JOIN agent_run r ON r.agent_run_id = i.agent_run_id AND r.log_date <= close_date()
WHERE i.log_date <= close_date();

CREATE VIEW step_basis AS
SELECT r.agent_run_id, r.log_date, r.token_id, r.reward::HUGEINT AS reward, r.owner_id, r.payer_id,
       i.inference_id, i.model_id,
       CASE p.reward_by WHEN 'FEE' THEN i.fee::HUGEINT WHEN 'TOKENS' THEN i.tokens::HUGEINT
                        WHEN 'EQUAL' THEN 1 ELSE i.declared::HUGEINT END AS basis,
       p.reward_by = 'FEE' AND min(i.token_id) OVER run <> max(i.token_id) OVER run AS apart
FROM agent_run r JOIN logged_inference i ON i.agent_run_id = r.agent_run_id
     JOIN policy p ON p.log_date = r.log_date
WHERE r.outcome = 'SUCCEEDED' AND r.log_date <= close_date()
WINDOW run AS (PARTITION BY r.agent_run_id);

CREATE VIEW step AS
SELECT *, CASE WHEN apart OR max(basis) OVER (PARTITION BY agent_run_id) = 0
               THEN 1 ELSE basis END AS weight
FROM step_basis;

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

CREATE VIEW batch_member AS
SELECT b.batch_id, b.gpu_ms::HUGEINT AS of_batch, i.inference_id,
       CASE WHEN max(i.tokens) OVER (PARTITION BY b.batch_id) = 0 THEN 1
            ELSE i.tokens::HUGEINT END AS weight
FROM batch b JOIN logged_inference i USING (inference_id)
WHERE b.log_date <= close_date();

CREATE VIEW batch_floor AS
SELECT *, of_batch * weight // sum(weight) OVER whole_batch_floor AS floored,
       of_batch * weight % sum(weight) OVER whole_batch_floor AS remainder
FROM batch_member WINDOW whole_batch_floor AS (PARTITION BY batch_id);

CREATE VIEW batch_part AS
SELECT *, floored + CASE WHEN
         row_number() OVER (PARTITION BY batch_id ORDER BY remainder DESC, inference_id)
         <= of_batch - sum(floored) OVER (PARTITION BY batch_id) THEN 1 ELSE 0 END AS part
FROM batch_floor;

CREATE VIEW batch_time AS
SELECT inference_id, sum(part)::HUGEINT AS gpu_ms FROM batch_part GROUP BY inference_id;

CREATE VIEW income AS
SELECT 'FEE' AS source_kind, i.inference_id AS source_id, i.log_date, i.token_id,
       i.fee::HUGEINT AS amount, i.inference_id, i.model_id, i.node_id,
       coalesce(t.gpu_ms, i.gpu_ms::HUGEINT) AS gpu_ms,
       i.caller_id AS payer_id, i.agent_run_id, r.owner_id
FROM logged_inference i LEFT JOIN batch_time t USING (inference_id)
     LEFT JOIN agent_run r ON r.agent_run_id = i.agent_run_id AND r.log_date <= close_date()
UNION ALL
SELECT 'REWARD', agent_run_id, log_date, token_id, part::HUGEINT, inference_id, model_id, NULL, 0,
       payer_id, agent_run_id, owner_id
FROM step_part WHERE part > 0;

CREATE VIEW metered AS
SELECT i.*, p.policy_id, least(i.gpu_ms * t.rate, i.amount * p.cap // 1000000) AS infrastructure
FROM income i JOIN policy p USING (log_date) JOIN token t USING (log_date, token_id);

CREATE VIEW agentless AS
SELECT log_date, sum(CASE WHEN role = 'AGENT_OWNER' THEN ppm ELSE 0 END)::HUGEINT AS ppm
FROM share GROUP BY log_date;

CREATE VIEW role_weight AS
SELECT m.*, s.position, s.role, (m.amount - m.infrastructure) AS rest,
       CASE WHEN m.agent_run_id IS NOT NULL THEN s.ppm
            WHEN s.role = 'AGENT_OWNER' THEN 0
            WHEN s.role = 'CONTRIBUTOR' THEN s.ppm + a.ppm
            ELSE s.ppm END AS ppm
FROM metered m JOIN share s USING (log_date) JOIN agentless a USING (log_date);

CREATE VIEW role_floor AS
SELECT *, rest * ppm // 1000000 AS floored, rest * ppm % 1000000 AS remainder
FROM role_weight;

CREATE VIEW role_part AS
SELECT *, floored + CASE WHEN
         row_number() OVER (PARTITION BY source_kind, source_id, inference_id
                            ORDER BY remainder DESC, position)
         <= rest - sum(floored) OVER (PARTITION BY source_kind, source_id, inference_id)
         THEN 1 ELSE 0 END AS part
FROM role_floor;

-- Every model with all that it sits on; a circle is followed once around.
CREATE VIEW link AS
WITH RECURSIVE walk AS (
  SELECT model_id AS top, model_id, base_model_id, 0 AS depth FROM model
  UNION ALL
  SELECT w.top, m.model_id, m.base_model_id, w.depth + 1
  FROM walk w JOIN model m ON m.model_id = w.base_model_id WHERE w.depth < 10)
SELECT w.*, m.developer_id FROM walk w JOIN model m USING (model_id);

CREATE VIEW chain AS
SELECT top AS model_id, max(depth) AS adapters, max(depth) = 10 AS is_circle
FROM link GROUP BY top;

CREATE VIEW chained AS
SELECT r.*, c.adapters,
       CASE WHEN c.is_circle THEN 'MODEL_CHAIN_CYCLE'
            WHEN c.adapters + 1 > p.most_models THEN 'MODEL_CHAIN_TOO_LONG' END AS broken
FROM role_part r JOIN chain c USING (model_id) JOIN policy p USING (log_date);

CREATE VIEW adapter_part AS
SELECT r.*, l.developer_id,
       r.part // greatest(r.adapters, 1)
         + CASE WHEN l.depth < r.part % greatest(r.adapters, 1) THEN 1 ELSE 0 END AS amount_of_adapter
FROM chained r JOIN link l ON l.top = r.model_id AND l.depth < greatest(r.adapters, 1)
WHERE r.role = 'ADAPTER_DEVELOPER' AND r.broken IS NULL;

-- Worth: the mean over contributions of age and quality moves the shares of a method.
CREATE VIEW attributed AS
SELECT m.source_kind, m.source_id, m.inference_id, m.log_date, a.method, a.weight, a.datanet_id,
       a.contributor_id, a.share::HUGEINT AS share, a.share_standard_error::HUGEINT AS error,
       a.reason_code, coalesce(t.version, 0) AS version, p.half_life, p.quality AS by_quality,
       p.half_life > 0 OR p.quality = 'APPLY' AS counts
FROM metered m JOIN attribution a USING (inference_id) JOIN policy p ON p.log_date = m.log_date
     LEFT JOIN trained t ON t.model_id = m.model_id AND t.datanet_id = a.datanet_id
WHERE a.share > 0;

CREATE VIEW worth AS
SELECT a.source_kind, a.source_id, a.inference_id, a.method, a.datanet_id, a.contributor_id,
       sum(c.contributions * f.fresh
           * CASE a.by_quality WHEN 'APPLY' THEN c.quality ELSE 1000000 END)
         // (sum(c.contributions) * 1000000) AS worth
FROM attributed a
     JOIN contribution c ON c.datanet_id = a.datanet_id AND c.version = a.version
                        AND c.contributor_id = a.contributor_id
     JOIN freshness f ON f.half_life = a.half_life
                     AND f.age = greatest(0, date_diff('day', c.accepted, a.log_date))
WHERE a.counts
GROUP BY ALL;

CREATE VIEW moving AS
SELECT a.*, a.share * coalesce(w.worth, 1000000000)::HUGEINT AS basis,
       sum(a.share) OVER of_method AS whole,
       sum(a.share * coalesce(w.worth, 1000000000)::HUGEINT) OVER of_method AS total
FROM attributed a
     LEFT JOIN worth w ON w.source_kind = a.source_kind AND w.source_id = a.source_id
                      AND w.inference_id = a.inference_id AND w.method = a.method
                      AND w.datanet_id = a.datanet_id AND w.contributor_id = a.contributor_id
WHERE a.counts AND a.contributor_id IS NOT NULL
WINDOW of_method AS (PARTITION BY a.source_kind, a.source_id, a.inference_id, a.method);

CREATE VIEW moved AS
SELECT source_kind, source_id, inference_id, method, weight, datanet_id, contributor_id, share,
       error, reason_code
FROM attributed WHERE NOT counts OR contributor_id IS NULL
UNION ALL
SELECT source_kind, source_id, inference_id, method, weight, datanet_id, contributor_id,
       moved_to, NULL::HUGEINT, reason_code
FROM (SELECT *, whole * basis // total + CASE WHEN
               row_number() OVER (PARTITION BY source_kind, source_id, inference_id, method
                                  ORDER BY whole * basis % total DESC, datanet_id, contributor_id,
                                           reason_code)
               <= whole - sum(whole * basis // total) OVER
                    (PARTITION BY source_kind, source_id, inference_id, method)
               THEN 1 ELSE 0 END AS moved_to
      FROM moving WHERE total > 0)
WHERE moved_to > 0
UNION ALL
SELECT DISTINCT source_kind, source_id, inference_id, method, weight, NULL, NULL, whole, NULL::HUGEINT,
       'NO_WORTH'
FROM moving WHERE total = 0;

-- What holders are declared: by number of contributions, times what these are worth where that counts.
CREATE TABLE declared_weight AS
SELECT d.log_date, h.datanet_id, h.version, h.contributor_id,
       h.contributions::HUGEINT
         * CASE WHEN p.half_life > 0 OR p.quality = 'APPLY'
                THEN coalesce(sum(c.contributions * f.fresh
                                  * CASE p.quality WHEN 'APPLY' THEN c.quality ELSE 1000000 END)
                                // (sum(c.contributions) * 1000000),
                              1000000000)
                ELSE 1 END AS weight
FROM (SELECT DISTINCT m.log_date, t.datanet_id, t.version
      FROM metered m JOIN trained t USING (model_id)) d
     JOIN holder h ON h.datanet_id = d.datanet_id AND h.version = d.version
     JOIN policy p ON p.log_date = d.log_date
     LEFT JOIN contribution c ON c.datanet_id = h.datanet_id AND c.version = h.version
                             AND c.contributor_id = h.contributor_id
     LEFT JOIN freshness f ON f.half_life = p.half_life
                          AND f.age = greatest(0, date_diff('day', c.accepted, d.log_date))
GROUP BY d.log_date, h.datanet_id, h.version, h.contributor_id, h.contributions, p.half_life, p.quality;

CREATE VIEW declared_set AS
SELECT m.source_kind, m.source_id, m.inference_id, t.datanet_id, t.declared::HUGEINT AS declared,
       (sum(t.declared) OVER (PARTITION BY m.source_kind, m.source_id, m.inference_id))::HUGEINT
         AS total
FROM metered m JOIN trained t USING (model_id)
WHERE t.declared > 0
  AND (m.log_date, t.datanet_id, t.version) IN (
    SELECT (log_date, datanet_id, version) FROM declared_weight WHERE weight > 0);

CREATE VIEW by_declaration AS
SELECT source_kind, source_id, inference_id, sum(share * weight)::HUGEINT AS weight
FROM moved WHERE contributor_id IS NULL AND reason_code = 'DECLARED' AND share > 0 AND weight > 0
GROUP BY ALL;

-- Curators: by attribution, of what method declared attributes by declared weight; else by declaration.
CREATE VIEW datanet_weight AS
SELECT source_kind, source_id, inference_id, datanet_id, sum(weight)::HUGEINT AS weight
FROM (SELECT a.source_kind, a.source_id, a.inference_id, a.datanet_id,
             (a.share * a.weight)::HUGEINT * coalesce(s.total, 1) AS weight
      FROM moved a
           LEFT JOIN (SELECT DISTINCT source_kind, source_id, inference_id, total
                      FROM declared_set JOIN by_declaration
                           USING (source_kind, source_id, inference_id)) s
             USING (source_kind, source_id, inference_id)
      WHERE a.share > 0 AND a.weight > 0 AND a.datanet_id IS NOT NULL
      UNION ALL
      SELECT source_kind, source_id, inference_id, datanet_id, weight * declared
      FROM by_declaration JOIN declared_set USING (source_kind, source_id, inference_id))
GROUP BY ALL;

CREATE VIEW curator_weight AS
SELECT r.*, d.datanet_id AS curated, d.weight
FROM role_part r JOIN datanet_weight d USING (source_kind, source_id, inference_id)
WHERE r.role = 'DATANET_CURATOR'
UNION ALL
SELECT r.*, t.datanet_id, t.declared
FROM role_part r JOIN trained t USING (model_id)
WHERE r.role = 'DATANET_CURATOR' AND t.declared > 0
  AND NOT EXISTS (
    SELECT 1 FROM datanet_weight w
    WHERE w.source_kind = r.source_kind AND w.source_id = r.source_id
      AND w.inference_id = r.inference_id);

CREATE VIEW curator_floor AS
SELECT *, part * weight // sum(weight) OVER whole_curator_floor AS given,
       part * weight % sum(weight) OVER whole_curator_floor AS fraction
FROM curator_weight WINDOW whole_curator_floor AS (PARTITION BY source_kind, source_id, inference_id);

CREATE VIEW curator_part AS
SELECT *, given + CASE WHEN
         row_number() OVER (PARTITION BY source_kind, source_id, inference_id
                            ORDER BY fraction DESC, curated)
         <= part - sum(given) OVER (PARTITION BY source_kind, source_id, inference_id)
         THEN 1 ELSE 0 END AS curating
FROM curator_floor;

CREATE VIEW curated AS
SELECT c.*, (SELECT v.curator_id FROM datanet v
             WHERE v.datanet_id = c.curated
               AND CASE WHEN t.version IS NULL THEN v.released <= c.log_date
                        ELSE v.version = t.version END
             ORDER BY v.version DESC LIMIT 1) AS curator_id
FROM curator_part c LEFT JOIN trained t ON t.model_id = c.model_id AND t.datanet_id = c.curated;

-- Contributors.
CREATE VIEW contributor_floor AS
SELECT r.*, a.method, a.datanet_id, a.contributor_id, a.reason_code AS reason,
       (a.error * a.weight // 1000000)::BIGINT AS standard_error,
       r.part * (a.share * a.weight)::HUGEINT // 1000000000000000 AS given,
       r.part * (a.share * a.weight)::HUGEINT % 1000000000000000 AS fraction
FROM role_part r JOIN moved a USING (source_kind, source_id, inference_id)
WHERE r.role = 'CONTRIBUTOR' AND a.share > 0;

CREATE VIEW contributor_part AS
SELECT *, given + CASE WHEN
         row_number() OVER (PARTITION BY source_kind, source_id, inference_id
                            ORDER BY fraction DESC, method, contributor_id IS NULL, datanet_id,
                                     contributor_id, reason)
         <= part - sum(given) OVER (PARTITION BY source_kind, source_id, inference_id)
         THEN 1 ELSE 0 END AS contributed
FROM contributor_floor;

-- What has no payee, and where it goes.
CREATE VIEW nobody AS
SELECT n.*, p.unattributed_to
FROM (SELECT log_date, source_kind, source_id, inference_id, model_id, token_id, payer_id, policy_id,
             datanet_id, reason, sum(contributed)::HUGEINT AS amount
      FROM contributor_part WHERE contributor_id IS NULL GROUP BY ALL
      UNION ALL
      SELECT log_date, source_kind, source_id, inference_id, model_id, token_id, payer_id, policy_id,
             curated, 'NO_CURATOR', curating
      FROM curated WHERE curator_id IS NULL
      UNION ALL
      SELECT r.log_date, source_kind, source_id, r.inference_id, model_id, token_id, payer_id,
             policy_id, NULL, 'NO_DATANET', part
      FROM role_part r
      WHERE role = 'DATANET_CURATOR' AND NOT EXISTS (
        SELECT 1 FROM curator_weight w
        WHERE w.source_kind = r.source_kind AND w.source_id = r.source_id
          AND w.inference_id = r.inference_id)) n
     JOIN policy p USING (log_date);

CREATE VIEW declared_datanet AS
SELECT n.*, t.datanet_id AS of_datanet, t.version, n.amount * t.declared // sum(t.declared) OVER whole_declared_datanet AS given,
       n.amount * t.declared % sum(t.declared) OVER whole_declared_datanet AS fraction
FROM nobody n JOIN trained t USING (model_id)
WHERE (n.unattributed_to = 'DECLARED' OR n.reason = 'DECLARED') AND t.declared > 0
  AND (n.log_date, t.datanet_id, t.version) IN (
    SELECT (log_date, datanet_id, version) FROM declared_weight WHERE weight > 0)
WINDOW whole_declared_datanet AS (PARTITION BY source_kind, source_id, inference_id, n.datanet_id, reason);

CREATE VIEW declared_datanet_part AS
SELECT *, given + CASE WHEN
         row_number() OVER (PARTITION BY source_kind, source_id, inference_id, datanet_id, reason
                            ORDER BY fraction DESC, of_datanet)
         <= amount - sum(given) OVER
              (PARTITION BY source_kind, source_id, inference_id, datanet_id, reason)
         THEN 1 ELSE 0 END AS part
FROM declared_datanet;

CREATE VIEW declared_holder AS
SELECT d.* EXCLUDE (given, fraction), h.contributor_id,
       d.part * h.weight // sum(h.weight) OVER whole_declared_holder AS given,
       d.part * h.weight % sum(h.weight) OVER whole_declared_holder AS fraction
FROM declared_datanet_part d
     JOIN declared_weight h ON h.datanet_id = d.of_datanet AND h.version = d.version
                           AND h.log_date = d.log_date AND h.weight > 0
WINDOW whole_declared_holder AS
  (PARTITION BY source_kind, source_id, inference_id, d.datanet_id, reason, of_datanet);

CREATE VIEW declared_part AS
SELECT *, given + CASE WHEN
         row_number() OVER (PARTITION BY source_kind, source_id, inference_id, datanet_id, reason,
                                         of_datanet
                            ORDER BY fraction DESC, contributor_id)
         <= part - sum(given) OVER
              (PARTITION BY source_kind, source_id, inference_id, datanet_id, reason, of_datanet)
         THEN 1 ELSE 0 END AS declaring
FROM declared_holder;

CREATE VIEW entitlement AS
SELECT log_date, source_kind, source_id, inference_id, model_id, token_id,
       'INFRASTRUCTURE' AS role, 'payee:' || node_id AS account, NULL AS datanet_id,
       infrastructure AS amount, NULL::BIGINT AS share_standard_error, NULL AS reason_code, policy_id
FROM metered
UNION ALL
SELECT r.log_date, source_kind, source_id, inference_id, r.model_id, token_id, role,
       CASE role WHEN 'PLATFORM' THEN 'payee:platform'
                 WHEN 'TREASURY' THEN 'suspense:treasury'
                 WHEN 'AGENT_OWNER' THEN coalesce('payee:' || r.owner_id, 'suspense:agent-owner')
                 ELSE 'payee:' || m.developer_id END,
       NULL, part, NULL,
       CASE WHEN role = 'AGENT_OWNER' AND r.owner_id IS NULL THEN 'NO_AGENT_RUN' END, policy_id
FROM role_part r JOIN model m ON m.model_id = r.model_id
WHERE role IN ('PLATFORM', 'TREASURY', 'AGENT_OWNER', 'MODEL_DEVELOPER')
UNION ALL
SELECT log_date, source_kind, source_id, inference_id, model_id, token_id, role,
       'suspense:model-chain', NULL, part, NULL, broken, policy_id
FROM chained WHERE role IN ('ADAPTER_DEVELOPER', 'BASE_MODEL_DEVELOPER') AND broken IS NOT NULL
UNION ALL
SELECT log_date, source_kind, source_id, inference_id, model_id, token_id, role,
       'payee:' || developer_id, NULL, sum(amount_of_adapter), NULL, NULL, policy_id
FROM adapter_part
GROUP BY ALL
UNION ALL
SELECT r.log_date, source_kind, source_id, inference_id, r.model_id, token_id, role,
       'payee:' || l.developer_id, NULL, part, NULL, NULL, policy_id
FROM chained r JOIN link l ON l.top = r.model_id AND l.depth = r.adapters
WHERE role = 'BASE_MODEL_DEVELOPER' AND broken IS NULL
UNION ALL
SELECT log_date, source_kind, source_id, inference_id, model_id, token_id, role,
       'payee:' || curator_id, curated, curating, NULL, NULL, policy_id
FROM curated WHERE curator_id IS NOT NULL
UNION ALL
SELECT log_date, source_kind, source_id, inference_id, model_id, token_id, 'CONTRIBUTOR',
       'payee:' || contributor_id, datanet_id, sum(contributed), sum(standard_error), reason, policy_id
FROM contributor_part WHERE contributor_id IS NOT NULL
GROUP BY log_date, source_kind, source_id, inference_id, model_id, token_id, contributor_id,
         datanet_id, reason, policy_id
UNION ALL
SELECT log_date, source_kind, source_id, inference_id, model_id, token_id, 'UNATTRIBUTED',
       CASE unattributed_to WHEN 'TREASURY' THEN 'suspense:treasury'
                            WHEN 'PAYER' THEN 'payer:' || payer_id
                            ELSE 'suspense:unattributed' END,
       datanet_id, amount, NULL, reason, policy_id
FROM nobody n
WHERE unattributed_to <> 'DECLARED' AND reason <> 'DECLARED' OR NOT EXISTS (
  SELECT 1 FROM declared_datanet d WHERE d.model_id = n.model_id AND d.log_date = n.log_date)
UNION ALL
-- Two datanets without a curator may go to the same declared contributor, for the same reason.
SELECT log_date, source_kind, source_id, inference_id, model_id, token_id, 'CONTRIBUTOR',
       'payee:' || contributor_id, of_datanet, sum(declaring), NULL,
       CASE reason WHEN 'DECLARED' THEN reason ELSE 'DECLARED_' || reason END, policy_id
FROM declared_part
GROUP BY ALL
UNION ALL
SELECT log_date, 'REWARD', agent_run_id, NULL, NULL, token_id,
       CASE outcome WHEN 'FAILED' THEN 'REFUND' WHEN 'DISPUTED' THEN 'DISPUTED'
                    ELSE 'UNATTRIBUTED' END,
       CASE outcome WHEN 'FAILED'
                    THEN CASE failure WHEN 'HOLD' THEN 'suspense:failed' ELSE 'payer:' || payer_id END
                    WHEN 'DISPUTED' THEN 'suspense:disputed'
                    ELSE CASE unattributed_to WHEN 'TREASURY' THEN 'suspense:treasury'
                                              WHEN 'PAYER' THEN 'payer:' || payer_id
                                              ELSE 'suspense:unattributed' END END,
       NULL, reward, NULL,
       CASE outcome WHEN 'FAILED'
                    THEN CASE failure WHEN 'HOLD' THEN 'RUN_FAILED_HELD' ELSE 'RUN_FAILED' END
                    WHEN 'DISPUTED' THEN 'RUN_DISPUTED'
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
