-- Sums of values over the window of each (log date, model), by datanet and contributor. Days of the window that were
-- scored under another setting have other units and aren't compared.
SELECT
  w.log_date,
  w.model_id,
  s.datanet_id,
  s.contributor_id,
  min(s.exponent) AS lowest_exponent,
  max(s.exponent) AS highest_exponent,
  sum(s.positive) AS positive,
  sum(s.negative) AS negative
FROM attribute_windows w
JOIN attribute_sums s
  ON s.model_id = w.model_id
  AND s.setting = w.setting
  AND s.log_date BETWEEN CAST(w.window_from AS DATE) AND CAST(w.log_date AS DATE)
GROUP BY w.log_date, w.model_id, s.datanet_id, s.contributor_id
