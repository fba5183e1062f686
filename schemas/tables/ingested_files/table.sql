-- What ingest has read already: a file with the same path and content is never read twice.
CREATE TABLE ${table} (
  landing_file STRING NOT NULL COMMENT 'path below the landing folder; of a gradient store its folder',
  sha256 STRING NOT NULL COMMENT 'of the file''s bytes; of a gradient store, of the names, lengths and hashes of its files',
  table_name STRING NOT NULL COMMENT 'table that it feeds',
  rows_read BIGINT NOT NULL COMMENT 'rows in the file or store = added + updated + unchanged + quarantined',
  rows_added BIGINT NOT NULL COMMENT 'new keys',
  rows_updated BIGINT NOT NULL COMMENT 'registry rows whose content changed',
  rows_unchanged BIGINT NOT NULL COMMENT 'rows that were there already, with the same content',
  rows_quarantined BIGINT NOT NULL COMMENT 'rows that went to quarantine'
)
USING DELTA
COMMENT 'Landing files and gradient stores that were ingested'
TBLPROPERTIES (
  'tributary.kind' = 'append',
  'tributary.key' = 'landing_file,sha256',
  'delta.appendOnly' = 'true',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.every_row_counted' = 'rows_read = rows_added + rows_updated + rows_unchanged + rows_quarantined'
)
