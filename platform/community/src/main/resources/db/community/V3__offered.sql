-- A grant by another country's group is an offer to a member of this node until they have asked for it. `elsewhere`: such a pair of
-- member and group; `ended_version`: the newest version at which the membership has ended.
ALTER TABLE membership ADD COLUMN elsewhere boolean NOT NULL DEFAULT false;
ALTER TABLE membership ALTER COLUMN elsewhere DROP DEFAULT;
ALTER TABLE membership ADD COLUMN ended_version int NOT NULL DEFAULT 0;
ALTER TABLE membership ALTER COLUMN ended_version DROP DEFAULT;
ALTER TABLE leave_requested ADD COLUMN requested_at timestamptz;

-- Requests to join: by whom and when, and which version of the membership has answered them. The key has the group in it, so that
-- no other group's home answers one.
CREATE TABLE asked (
    group_id        text    NOT NULL,
    request_id      text    NOT NULL,
    member_id       text,
    requested_at    timestamptz,
    granted_version int,
    closed          boolean NOT NULL,
    PRIMARY KEY (group_id, request_id)
);
CREATE INDEX asked_member ON asked (member_id, group_id);

-- What a member has asked for since they last left: undecided, or granted since the membership last ended.
CREATE VIEW offered AS
    SELECT m.group_id, m.member_id
    FROM membership m
    WHERE m.elsewhere AND m.may_read
      AND NOT EXISTS (
        SELECT FROM asked a
        WHERE (a.member_id, a.group_id) = (m.member_id, m.group_id)
          AND (a.granted_version > m.ended_version OR a.granted_version IS NULL AND NOT a.closed)
          AND NOT EXISTS (SELECT FROM leave_requested l
                          WHERE (l.member_id, l.group_id) = (m.member_id, m.group_id)
                            AND l.requested_at >= a.requested_at));

-- Who takes part in which group now, in roles that this program knows, and has not only been offered it.
CREATE OR REPLACE VIEW participant AS
    SELECT m.group_id, m.member_id, m.version, m.role, m.may_moderate, m.since
    FROM membership m
    WHERE m.may_read
      AND NOT EXISTS (SELECT FROM leave_requested l
                      WHERE (l.member_id, l.group_id, l.version) = (m.member_id, m.group_id, m.version))
      AND NOT (m.elsewhere
               AND EXISTS (SELECT FROM offered o WHERE (o.member_id, o.group_id) = (m.member_id, m.group_id)));
