-- Who shaped the agent runs that failed or are disputed: the last runs first, the largest shares of each kind.
SELECT *,
       DENSE_RANK() OVER (ORDER BY log_date DESC, agent_run_id) AS run_rank,
       (SELECT COUNT(DISTINCT agent_run_id) FROM report_run_responsibility) AS failures
FROM (
  SELECT *,
         ROW_NUMBER() OVER (
           PARTITION BY agent_run_id, kind
           ORDER BY share DESC, datanet_id, contributor_id, subject_id) AS rank
  FROM report_run_responsibility)
