SELECT concat_ws('|', log_date, source_kind, source_id, coalesce(inference_id, 'null'),
                 coalesce(model_id, 'null'), token_id, role, account,
                 coalesce(datanet_id, 'null'), amount, coalesce(share_standard_error::VARCHAR, 'null'),
                 coalesce(reason_code, 'null'), policy_id)
FROM entitlement WHERE amount > 0
