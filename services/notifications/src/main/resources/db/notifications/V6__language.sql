-- In which language a member reads mails and notices; null for those who have not chosen one.
ALTER TABLE account ADD COLUMN locale text;
CREATE OR REPLACE VIEW recipient AS
    SELECT a.member_id, a.email, coalesce(p.zone, a.zone) AS zone, coalesce(p.cadence, 'DAILY') AS cadence,
           coalesce(p.at_minute, 450) AS at_minute, coalesce(p.day, 'MONDAY') AS day, p.quiet_from, p.quiet_to,
           coalesce(p.at_once, true) AS at_once, coalesce(p.at_once_groups, '{}') AS at_once_groups,
           coalesce(p.muted_groups, '{}') AS muted_groups, a.locale
    FROM account a LEFT JOIN preferences p ON p.member_id = a.member_id;
