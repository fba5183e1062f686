-- Why every ledger account has what it has: what the recomputation says (entitlements, and on the
-- revenue side the logs themselves), what was posted before, and what this run posts. The three
-- come from three tables that know nothing of each other, so that entitled = posted_before + amount
-- is a check and no definition. What a cap, a refund or a decision moves (roles CAP, REFUNDED,
-- DISCHARGED) is no entitlement: for it the ledger alone says what is.
WITH parts AS (
  SELECT account, token_id, log_date, role, model_id, datanet_id,
         CAST(NULL AS STRING) AS reason_code,
         share_standard_error,
         amount AS entitled,
         CAST(0 AS DECIMAL(38,0)) AS posted_before,
         CAST(0 AS DECIMAL(38,0)) AS amount
  FROM report_entitlements
  UNION ALL
  SELECT 'revenue:fee', token_id, log_date, 'REVENUE', NULL, NULL, NULL, NULL, -fee, 0, 0
  FROM report_inference_log
  UNION ALL
  SELECT 'revenue:reward', token_id, log_date, 'REVENUE', NULL, NULL, NULL, NULL, -reward, 0, 0
  FROM report_agent_runs
  UNION ALL
  SELECT account, token_id, log_date, role, model_id, datanet_id, NULL, NULL,
         IF(role IN ('CAP', 'REFUNDED', 'DISCHARGED'), amount, 0), amount, 0
  FROM report_ledger_entries
  UNION ALL
  SELECT account, token_id, log_date, role, model_id, datanet_id, reason_code, NULL,
         IF(role IN ('CAP', 'REFUNDED', 'DISCHARGED'), amount, 0), 0, amount
  FROM report_proposed_entries
),
sums AS (
  SELECT account, token_id, log_date, role, model_id, datanet_id,
         MAX(reason_code) AS reason_code,
         -- One value, but where a reward pays for inferences of other dates: then the largest.
         MAX(share_standard_error) AS share_standard_error,
         exact_sums(entitled),
         exact_sums(posted_before),
         exact_sums(amount)
  FROM parts
  GROUP BY account, token_id, log_date, role, model_id, datanet_id
),
lines AS (
  SELECT account, token_id, log_date, role, model_id, datanet_id, reason_code, share_standard_error,
         exact(entitled) AS entitled,
         exact(posted_before) AS posted_before,
         exact(amount) AS amount
  FROM sums
)
SELECT s.account,
       IF(startswith(s.account, 'payee:'), substring(s.account, 7), NULL) AS account_id,
       s.token_id,
       s.log_date,
       s.role,
       s.model_id,
       s.datanet_id,
       p.policy_id,
       s.reason_code,
       s.share_standard_error,
       s.entitled,
       s.posted_before,
       s.amount
FROM lines s
LEFT JOIN report_policies p
  ON s.log_date >= p.valid_from AND (p.valid_until IS NULL OR s.log_date < p.valid_until)
WHERE s.entitled != 0 OR s.posted_before != 0 OR s.amount != 0
