-- Outside rule 3: items that were looked at and lack nothing but the membership that their author cites.
CREATE TABLE awaits_membership (
    item_id text PRIMARY KEY
);
