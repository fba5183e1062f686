-- Where an account is paid, by chain and start date.
CREATE TABLE ${table} (
  account_id STRING NOT NULL COMMENT 'contributor, developer, node or platform account',
  chain_id BIGINT NOT NULL COMMENT 'EIP-155 chain id',
  address STRING NOT NULL COMMENT '0x and 40 hex digits; mixed case must be a right EIP-55 checksum',
  valid_from DATE NOT NULL COMMENT 'first close date that pays to this address; a change of the address counts from the run that first sees it, whatever stands here'
)
USING DELTA
COMMENT 'Payout addresses by account, chain and start date'
TBLPROPERTIES (
  'tributary.kind' = 'registry',
  'tributary.key' = 'account_id,chain_id,valid_from',
  'delta.enableDeletionVectors' = 'false',
  'delta.checkpointInterval' = '1000000000',
  'delta.logRetentionDuration' = 'interval 400 days',
  'delta.deletedFileRetentionDuration' = 'interval 400 days',
  'delta.constraints.account_id_not_blank' = 'length(trim(account_id)) > 0',
  'delta.constraints.chain_id_positive' = 'chain_id > 0',
  'delta.constraints.address_form' = 'address RLIKE ''^0x[0-9a-fA-F]{40}$''',
  'delta.constraints.address_not_zero' = 'address != ''0x0000000000000000000000000000000000000000'''
)
