-- Every training sketch of the models that influence attributes, with its contribution; contributor_id is null where
-- the contribution isn't in the model's training set.
SELECT s.model_id, s.checkpoint, s.datanet_id, s.contribution_id, m.contributor_id, m.earns, s.gradient
FROM prepare_sketches s
LEFT JOIN prepare_members m USING (model_id, datanet_id, contribution_id)
