-- Every training sketch of the models that influence attributes, with its contribution; contributor_id is null where
-- the contribution isn't in the model's training set.
SELECT
  s.model_id,
  s.checkpoint,
  s.datanet_id,
  m.datanet_version,
  s.contribution_id,
  m.contributor_id,
  m.earns,
  m.accepted_at,
  m.content_sha256,
  s.gradient,
  s.loss_weight,
  s.projection_id
FROM prepare_sketches s
LEFT JOIN prepare_members m USING (model_id, datanet_id, contribution_id)
