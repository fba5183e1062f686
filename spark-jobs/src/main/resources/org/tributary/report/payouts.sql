-- Every statement of the run with the payee's name and the address that the run pays to.
WITH addresses AS (
  SELECT account_id, chain_id, max_by(address, valid_from) AS address
  FROM report_payout_addresses
  GROUP BY account_id, chain_id
)
SELECT s.account_id,
       c.display_name,
       s.token_id,
       a.address,
       s.status,
       s.reason,
       s.opening, s.earned, s.restated, s.capped, s.released, s.held, s.paid, s.closing, s.reserved,
       s.claimable
FROM report_statements s
LEFT JOIN report_tokens t ON t.token_id = s.token_id
LEFT JOIN report_contributors c ON c.contributor_id = s.account_id
LEFT JOIN addresses a ON a.account_id = s.account_id AND a.chain_id = t.chain_id
