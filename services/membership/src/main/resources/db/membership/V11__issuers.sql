-- Whom an issuer of OpenID Connect knows, and which member that is here; the subject as SHA-256 with the issuer, hex.
CREATE TABLE issuer_link (
    issuer       text        NOT NULL,
    subject_hash text        NOT NULL,
    member_id    text        NOT NULL,
    linked_at    timestamptz NOT NULL,
    PRIMARY KEY (issuer, subject_hash),
    UNIQUE (issuer, member_id)
);

-- ID tokens that were good for something, until they expire: each is so once. SHA-256, hex.
CREATE TABLE used_id_token (
    token_hash text        PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
CREATE INDEX used_id_token_expires ON used_id_token (expires_at);

-- Whether it was an issuer that said who it is, and no mail.
ALTER TABLE session ADD COLUMN by_issuer boolean NOT NULL DEFAULT false;
