-- A hash of each retrieved contribution with all that its share depends on; ids stand behind their lengths, so that no two
-- rows have the same text.
SELECT
  log_date,
  model_id,
  unhex(
    sha2(
      concat(
        length(inference_id), ':', inference_id,
        length(datanet_id), ':', datanet_id,
        length(contribution_id), ':', contribution_id,
        coalesce(concat(length(contributor_id), ':', contributor_id), '-'),
        ' ', weight
      ),
      256
    )
  ) AS row_hash
FROM retrieved
