-- Until when a membership lets its holder read, and write if the role does: where a group asks for a registration as a practitioner,
-- it ends by itself. Null without end.
ALTER TABLE membership_version ADD COLUMN writes_until timestamptz;
ALTER TABLE membership ADD COLUMN reads_until timestamptz, ADD COLUMN writes_until timestamptz;
CREATE INDEX membership_ends ON membership (writes_until) WHERE writes_until IS NOT NULL;

CREATE OR REPLACE VIEW participant AS
    SELECT m.group_id, m.member_id, m.version, m.role, m.may_moderate, m.since, m.writes_until
    FROM membership m
    WHERE m.may_read
      AND (m.reads_until IS NULL OR m.reads_until > now())
      AND NOT EXISTS (SELECT FROM leave_requested l
                      WHERE (l.member_id, l.group_id, l.version) = (m.member_id, m.group_id, m.version))
      AND NOT (m.elsewhere
               AND EXISTS (SELECT FROM offered o WHERE (o.member_id, o.group_id) = (m.member_id, m.group_id)));

-- A post that was written later than the version which it cites let anybody write is not shown.
CREATE OR REPLACE VIEW citable_membership AS
    SELECT group_id, member_id, version, coalesce(writes_until, 'infinity') AS writes_until
    FROM membership_version WHERE may_write;
