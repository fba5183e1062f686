-- Contributors whose credibility on their model's last log date is below one, the least credible
-- first. It is one number over all datanets of the model, and so are the sums that it is made of.
WITH latest AS (
  SELECT model_id, MAX(log_date) AS log_date
  FROM report_credibility
  GROUP BY model_id
),
doubted AS (
  SELECT d.model_id,
         d.contributor_id,
         MAX(d.credibility) AS credibility,
         SUM(d.positive) AS positive,
         SUM(d.negative) AS negative
  FROM report_credibility d
  JOIN latest l ON l.model_id = d.model_id AND l.log_date = d.log_date
  WHERE d.credibility < 1000000000
  GROUP BY d.model_id, d.contributor_id
)
SELECT d.model_id,
       d.contributor_id,
       c.display_name,
       d.credibility,
       d.positive,
       d.negative,
       ROW_NUMBER() OVER (
         PARTITION BY d.model_id ORDER BY d.credibility, d.negative DESC, d.contributor_id) AS rank,
       COUNT(*) OVER (PARTITION BY d.model_id) AS contributors
FROM doubted d
LEFT JOIN report_contributors c ON c.contributor_id = d.contributor_id
ORDER BY d.model_id, rank
