-- How many contributions of each training set are duplicates, by setting and datanet.
SELECT
  model_id,
  setting,
  datanet_id,
  datanet_version,
  count_if(reason = 'EXACT_DUPLICATE') AS exact,
  count_if(reason = 'NEAR_DUPLICATE') AS near,
  count_if(contributor_id <> leader_contributor_id) AS of_others
FROM report_contribution_groups
GROUP BY model_id, setting, datanet_id, datanet_version
ORDER BY model_id, setting, datanet_id
