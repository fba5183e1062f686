-- Every token that a log names.
SELECT token_id FROM ${inference_log}
UNION
SELECT token_id FROM ${agent_runs}
ORDER BY token_id
