-- Rows that have the id of another, and another fee.
SELECT coalesce(sum(fees - 1), 0)::INT
FROM (SELECT count(DISTINCT fee) AS fees FROM ${files} GROUP BY inference_id)
