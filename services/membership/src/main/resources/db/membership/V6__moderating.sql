-- When a membership began, whatever role it has had since then, and until when a removed member is refused.
ALTER TABLE membership ADD COLUMN joined_version int, ADD COLUMN joined_at timestamptz, ADD COLUMN banned_until timestamptz,
    ADD COLUMN removed boolean NOT NULL DEFAULT false;
ALTER TABLE membership ALTER COLUMN removed DROP DEFAULT;
UPDATE membership SET joined_version = version, joined_at = since WHERE role IS NOT NULL;
DROP INDEX membership_of_group;
CREATE INDEX membership_of_group ON membership (group_id, joined_at, member_id) WHERE active;
CREATE INDEX membership_banned ON membership (group_id, since, member_id) WHERE banned_until IS NOT NULL;

CREATE TABLE removal_reason (
    id      text PRIMARY KEY,
    version int  NOT NULL,
    reason  text NOT NULL
);

-- What moderators of other countries wish of a group's memberships. The key is <group id>.<request id>, as a join request's.
CREATE TABLE membership_change (
    id                 text        PRIMARY KEY,
    group_id           text        NOT NULL,
    request_id         text        NOT NULL,
    actor_id           text        NOT NULL,
    member_id          text,
    membership_version int,
    change             text,
    role               text,
    banned_until       timestamptz,
    requested_at       timestamptz,
    decided_at         timestamptz,
    outcome            text
);
CREATE INDEX membership_change_request ON membership_change (request_id);
CREATE INDEX membership_change_open ON membership_change (requested_at) WHERE requested_at IS NOT NULL AND decided_at IS NULL;

CREATE TABLE change_reason (
    id      text PRIMARY KEY,
    version int  NOT NULL,
    reason  text
);
