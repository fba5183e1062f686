-- Runs that posted entries and aren't among the published ones.
SELECT e.run_id, max(e.close_date)
FROM upkeep_entries e LEFT ANTI JOIN upkeep_runs r ON r.run_id = e.run_id
GROUP BY e.run_id
ORDER BY e.run_id
