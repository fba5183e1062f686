-- Logs are facts: the first row of a key stays for ever. The same row again changes nothing;
-- another row under the same key is the sender's error.
-- ${rows}: rows of the new files, and those that the table has of the same keys: there
-- _landing_file is null, which sorts first.
WITH placed AS (
  SELECT
    *,
    row_number() OVER by_key AS _place,
    first_value(_content) OVER by_key AS _kept_content,
    first_value(_landing_file) OVER by_key AS _kept_file,
    first_value(_row_number) OVER by_key AS _kept_row
  FROM ${rows}
  WINDOW by_key AS (PARTITION BY ${key}, _apart ORDER BY _landing_file, _row_number)
),
judged AS (
  SELECT
    *,
    CASE
      WHEN _reason_code IS NOT NULL THEN 'QUARANTINED'
      WHEN _place = 1 THEN 'ADDED'
      WHEN _content = _kept_content THEN 'UNCHANGED'
      ELSE 'QUARANTINED'
    END AS _verdict
  FROM placed
  WHERE _landing_file IS NOT NULL
)
SELECT
  * EXCEPT (_reason_code, _detail, _place, _kept_content, _kept_file, _kept_row),
  CASE WHEN _verdict = 'QUARANTINED' THEN coalesce(_reason_code, 'CONFLICTING_DUPLICATE') END
    AS _reason_code,
  CASE
    WHEN _verdict = 'QUARANTINED' THEN coalesce(
      _detail,
      concat(
        'The key (${key}) = ', to_json(struct(${key})), ' was taken with other content from ',
        CASE
          WHEN _kept_file IS NULL THEN 'an earlier ingest'
          ELSE concat(_kept_file, ', row ', _kept_row)
        END,
        ', which stays. A log row is never changed: send a correction under a key of its own.'))
  END AS _detail,
  CASE WHEN _verdict = 'ADDED' THEN 'INSERT' END AS _writes
FROM judged
