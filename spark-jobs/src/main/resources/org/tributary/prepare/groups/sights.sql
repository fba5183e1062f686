-- What all buckets of a row saw of it together, in acceptance order. More near rows than ${enough} aren't told.
SELECT rank, slice(near, 1, ${enough}) AS near, complete AND size(near) <= ${enough} AS complete
FROM (
  SELECT rank, array_sort(array_distinct(flatten(collect_list(near)))) AS near, bool_and(complete) AS complete
  FROM groups_sights
  GROUP BY rank
)
ORDER BY rank
