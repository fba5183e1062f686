-- The groups of duplicates of each training set, ranked by size.
WITH sized AS (
  SELECT
    model_id,
    setting,
    leader_datanet_id,
    leader_contribution_id,
    leader_contributor_id,
    count_if(reason = 'EXACT_DUPLICATE') AS exact,
    count_if(reason = 'NEAR_DUPLICATE') AS near,
    sort_array(collect_set(contributor_id) FILTER (WHERE contributor_id <> leader_contributor_id)) AS copiers
  FROM report_contribution_groups
  GROUP BY model_id, setting, leader_datanet_id, leader_contribution_id, leader_contributor_id
)
SELECT
  * EXCEPT (copiers),
  slice(copiers, 1, 3) AS copiers,
  size(copiers) AS copier_count,
  row_number() OVER (
    PARTITION BY model_id, setting ORDER BY exact + near DESC, leader_datanet_id, leader_contribution_id
  ) AS rank
FROM sized
ORDER BY model_id, setting, rank
