-- Registries are the current state: of several files the last in path order counts. Within one file
-- a key has one content: the first row stays, another content is the sender's error.
-- ${rows}: rows of the new files, and those that the table has of the same keys: there
-- _landing_file is null, which sorts first.
WITH in_file AS (
  SELECT
    *,
    row_number() OVER by_file AS _place,
    first_value(_content) OVER by_file AS _kept_content,
    first_value(_row_number) OVER by_file AS _kept_row
  FROM ${rows}
  WINDOW by_file AS (PARTITION BY ${key}, _apart, _landing_file ORDER BY _row_number)
),
in_order AS (
  SELECT
    *,
    lag(_kept_content) OVER by_key AS _before,
    first_value(CASE WHEN _landing_file IS NULL THEN _content END) OVER by_key AS _in_table,
    max(_landing_file) OVER (PARTITION BY ${key}, _apart) AS _last_file
  FROM in_file
  WINDOW by_key AS (PARTITION BY ${key}, _apart ORDER BY _landing_file, _row_number)
),
judged AS (
  SELECT
    *,
    CASE
      WHEN _reason_code IS NOT NULL THEN 'QUARANTINED'
      WHEN _place > 1 AND _content = _kept_content THEN 'UNCHANGED'
      WHEN _place > 1 THEN 'QUARANTINED'
      WHEN _before IS NULL THEN 'ADDED'
      WHEN _before = _content THEN 'UNCHANGED'
      ELSE 'UPDATED'
    END AS _verdict
  FROM in_order
  WHERE _landing_file IS NOT NULL
)
SELECT
  * EXCEPT (
    _reason_code, _detail, _place, _kept_content, _kept_row, _before, _in_table, _last_file),
  CASE WHEN _verdict = 'QUARANTINED' THEN coalesce(_reason_code, 'CONFLICTING_DUPLICATE') END
    AS _reason_code,
  CASE
    WHEN _verdict = 'QUARANTINED' THEN coalesce(
      _detail,
      concat(
        'The key (${key}) = ', to_json(struct(${key})), ' has other content in row ', _kept_row,
        ' of the same file, which stays. Send the row that is right in a new file.'))
  END AS _detail,
  CASE
    WHEN _reason_code IS NOT NULL OR _place > 1 OR _landing_file < _last_file THEN NULL
    WHEN _in_table IS NULL THEN 'INSERT'
    WHEN _in_table <> _content THEN 'UPDATE'
  END AS _writes
FROM judged
