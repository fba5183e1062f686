-- Who belongs to one group with whom, and when.
SELECT one.account_id, two.account_id AS other_id,
       greatest(one.valid_from, two.valid_from) AS valid_from,
       -- least() leaves nulls out, which is what an open end means.
       least(one.valid_until, two.valid_until) AS valid_until
FROM verify_affiliations one
JOIN verify_affiliations two ON two.group_id = one.group_id AND two.account_id != one.account_id
