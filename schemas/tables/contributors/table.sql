-- Accounts that submit data.
CREATE TABLE ${table} (
  contributor_id STRING NOT NULL COMMENT 'account id, also the payee of the contributor role',
  display_name STRING COMMENT 'for people; never a key',
  registered_date DATE NOT NULL COMMENT 'UTC date of registration'
)
USING DELTA
COMMENT 'Accounts that submit data'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'contributor_id',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.contributor_id_not_blank' = 'length(trim(contributor_id)) > 0'
)
