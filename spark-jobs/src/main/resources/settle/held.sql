-- What isn't claimable, and what is owed.
SELECT chain_id, account_id, token_id, held, debt, status, reason
FROM settle_accounts
WHERE held > 0 OR debt > 0
