-- Whoever is suspended is mailed nothing, and has no digest planned; the first one after that covers what they missed. What
-- they have chosen stays.
ALTER TABLE account ADD COLUMN suspended boolean NOT NULL DEFAULT false;
CREATE VIEW chosen AS
    SELECT a.member_id, a.email, coalesce(p.zone, a.zone) AS zone, coalesce(p.cadence, 'DAILY') AS cadence,
           coalesce(p.at_minute, 450) AS at_minute, coalesce(p.day, 'MONDAY') AS day, p.quiet_from, p.quiet_to,
           coalesce(p.at_once, true) AS at_once, coalesce(p.at_once_groups, '{}') AS at_once_groups,
           coalesce(p.muted_groups, '{}') AS muted_groups, a.locale, a.suspended
    FROM account a LEFT JOIN preferences p ON p.member_id = a.member_id;
CREATE OR REPLACE VIEW recipient AS
    SELECT member_id, email, zone, CASE WHEN suspended THEN 'OFF' ELSE cadence END AS cadence, at_minute, day, quiet_from,
           quiet_to, at_once AND NOT suspended AS at_once, at_once_groups, muted_groups, locale
    FROM chosen;
