-- The places in buckets that more than one row is in: the others have nobody to be compared with.
SELECT bucket, rank, earns
FROM (SELECT *, count(*) OVER (PARTITION BY bucket) AS mates FROM groups_places)
WHERE mates > 1
