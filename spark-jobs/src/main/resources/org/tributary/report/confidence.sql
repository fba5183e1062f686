-- Shares of each model's last log date by influence, the largest first.
WITH latest AS (
  SELECT model_id, MAX(log_date) AS log_date
  FROM report_credibility
  GROUP BY model_id
),
night AS (
  SELECT c.*
  FROM report_credibility c
  JOIN latest l ON l.model_id = c.model_id AND l.log_date = c.log_date
)
SELECT n.model_id,
       n.log_date,
       n.window_from,
       n.inferences,
       n.datanet_id,
       n.contributor_id,
       c.display_name,
       n.share_mean,
       n.share_standard_error,
       n.flat,
       ROW_NUMBER() OVER (
         PARTITION BY n.model_id ORDER BY n.share_mean DESC, n.datanet_id, n.contributor_id) AS rank,
       COUNT(*) OVER (PARTITION BY n.model_id) AS contributors
FROM night n
LEFT JOIN report_contributors c ON c.contributor_id = n.contributor_id
ORDER BY n.model_id, rank
