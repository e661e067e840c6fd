-- Invitations, at the group's home and where they were made; the key is <group id>.<invitation id>, since either of the two may end one.
CREATE TABLE invitation (
    id            text        PRIMARY KEY,
    group_id      text        NOT NULL,
    invitation_id text        NOT NULL,
    maker_id      text,
    made_at       timestamptz,
    role          text,
    expires_at    timestamptz,
    uses          int,
    token_hash    text,
    ended_at      timestamptz
);
CREATE INDEX invitation_of_group ON invitation (group_id, made_at DESC, invitation_id DESC) WHERE made_at IS NOT NULL;
CREATE INDEX invitation_token ON invitation (token_hash) WHERE token_hash IS NOT NULL;

ALTER TABLE join_answers ADD COLUMN invitation text;
ALTER TABLE join_request ADD COLUMN invitation_id text;
CREATE INDEX join_request_invitation ON join_request (invitation_id) WHERE invitation_id IS NOT NULL;
CREATE INDEX join_request_undecided ON join_request (member_id)
    WHERE requested_at IS NOT NULL AND withdrawn_at IS NULL AND granted_at IS NULL AND refused_at IS NULL;

-- The links of this node's own invitations as long as they hold. One that is mailed to somebody has its token and their address until
-- it is sent.
CREATE TABLE invitation_link (
    id         text        PRIMARY KEY,
    token      text,
    by_mail    boolean     NOT NULL,
    email      text,
    expires_at timestamptz NOT NULL
);
CREATE INDEX invitation_link_expires ON invitation_link (expires_at);

CREATE OR REPLACE VIEW mail_recipient AS
SELECT id, email, ARRAY[]::text[] AS wanted, false AS refused FROM sign_in_link
UNION ALL
SELECT id, email, ARRAY[]::text[], false FROM address_proof
UNION ALL
SELECT id, email, ARRAY[]::text[], false FROM invitation_link WHERE email IS NOT NULL;
