-- Rows that broke a rule.
SELECT table_name, reason_code, COUNT(*) AS row_count
FROM report_quarantine
GROUP BY table_name, reason_code
ORDER BY table_name, reason_code
