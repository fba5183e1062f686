-- The contributors' part that no method could attribute, by reason.
SELECT token_id,
       COALESCE(reason_code, 'UNKNOWN') AS reason_code,
       COUNT(*) AS parts,
       SUM(amount) AS amount
FROM report_entitlements
WHERE role = 'UNATTRIBUTED'
GROUP BY 1, 2
ORDER BY 1, 2
