-- A grant by another country's group is an offer to a member of this node until they have asked for it. `elsewhere`: such a pair of
-- member and group; `ended_version`: the newest version at which the membership has ended; `left_at`: when the member last left.
ALTER TABLE membership ADD COLUMN elsewhere boolean NOT NULL DEFAULT false;
ALTER TABLE membership ALTER COLUMN elsewhere DROP DEFAULT;
ALTER TABLE membership ADD COLUMN ended_version int NOT NULL DEFAULT 0;
ALTER TABLE membership ALTER COLUMN ended_version DROP DEFAULT;
ALTER TABLE membership ADD COLUMN left_at timestamptz;
-- Which version of the membership was the answer.
ALTER TABLE join_request ADD COLUMN granted_version int;

-- What a member has asked for since they last left: undecided, or granted since the membership last ended. All other grants from
-- elsewhere are offers.
CREATE VIEW offered AS
    SELECT m.id
    FROM membership m
    WHERE m.elsewhere AND m.active
      AND NOT EXISTS (
        SELECT FROM join_request r
        WHERE r.member_id = m.member_id AND r.group_id = m.group_id
          AND (m.left_at IS NULL OR r.requested_at > m.left_at)
          AND (r.granted_version > m.ended_version
               OR r.granted_version IS NULL AND r.refused_at IS NULL AND r.withdrawn_at IS NULL));
