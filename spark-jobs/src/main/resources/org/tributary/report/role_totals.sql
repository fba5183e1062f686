-- Where it went, by role; the revenue side by account.
SELECT token_id,
       role,
       IF(role = 'REVENUE', account, '') AS account,
       SUM(amount) AS this_run,
       SUM(entitled) AS to_date
FROM report_lines
GROUP BY 1, 2, 3
