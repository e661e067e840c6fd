-- Another address of a member's, given beforehand, by which they sign in and confirm what their first one would.
CREATE TABLE second_address (
    member_id text        PRIMARY KEY,
    email     text        NOT NULL,
    given_at  timestamptz NOT NULL
);
CREATE INDEX second_address_email ON second_address (lower(email));

-- Whose an address is, first or second.
CREATE VIEW member_address AS
SELECT id AS member_id, email FROM account
UNION ALL
SELECT member_id, email FROM second_address;

-- What a member wants to be reached by, until each side has proved it.
CREATE TABLE address_change (
    id         text        PRIMARY KEY,
    member_id  text        NOT NULL,
    email      text        NOT NULL,
    is_second  boolean     NOT NULL,
    asked_at   timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    done_at    timestamptz
);
CREATE UNIQUE INDEX address_change_member ON address_change (member_id) WHERE done_at IS NULL;
CREATE INDEX address_change_expires ON address_change (expires_at);

-- The mailboxes that are asked, and the tokens that were mailed to each, one for each time that its mail was written: SHA-256, hex.
CREATE TABLE address_proof (
    id        text        PRIMARY KEY,
    change_id text        NOT NULL REFERENCES address_change ON DELETE CASCADE,
    email     text        NOT NULL,
    is_new    boolean     NOT NULL,
    proved_at timestamptz
);
CREATE INDEX address_proof_change ON address_proof (change_id);
CREATE TABLE address_proof_token (
    token_hash text PRIMARY KEY,
    proof_id   text NOT NULL REFERENCES address_proof ON DELETE CASCADE
);
CREATE INDEX address_proof_token_proof ON address_proof_token (proof_id);

CREATE OR REPLACE VIEW mail_recipient AS
SELECT id, email, ARRAY[]::text[] AS wanted, false AS refused FROM sign_in_link
UNION ALL
SELECT id, email, ARRAY[]::text[], false FROM address_proof;
