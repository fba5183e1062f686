-- What a token was worth, for people who read reports. No amount that is paid depends on it.
CREATE TABLE ${table} (
  token_id STRING NOT NULL COMMENT 'token, as the policy names it',
  currency STRING NOT NULL COMMENT 'ISO 4217 code, e.g. EUR',
  price_date DATE NOT NULL COMMENT 'first close date that it is shown for, until a later one',
  price DECIMAL(38,18) NOT NULL COMMENT 'units of the currency for one token',
  source STRING NOT NULL COMMENT 'where it comes from'
)
USING DELTA
COMMENT 'Prices of tokens, for reports only'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'token_id,currency,price_date',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.price_positive' = 'price > 0',
  'delta.constraints.currency_form' = 'currency RLIKE ''^[A-Z]{3}$'''
)
