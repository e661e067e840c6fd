-- The mails of a service that sends any. Besides, it brings the view mail_recipient (id, email, wanted, refused): whom a mail goes
-- to now, the scopes that they have not unsubscribed from, and whether the server has refused the address for good.

-- A mail on its way. The id is what it is about and identifies it for ever: its Message-ID is derived from it.
-- State: waiting, sent, bounced (the server refuses for good), dropped (there is nothing left to say, or nobody to say it to).
-- `due_at` (when it was to go first), `send_after` (when to try next) and `sent_at` are times of the real clock.
CREATE TABLE mailing (
    id           text        PRIMARY KEY,
    recipient_id text        NOT NULL,
    kind         text        NOT NULL,
    subject_id   text        NOT NULL,
    state        text        NOT NULL,
    due_at       timestamptz NOT NULL,
    send_after   timestamptz NOT NULL,
    attempts     int         NOT NULL DEFAULT 0,
    sent_at      timestamptz,
    reason       text
) WITH (fillfactor = 80);
CREATE INDEX mailing_waiting ON mailing (send_after, id) WHERE state = 'waiting';
CREATE INDEX mailing_subject ON mailing (subject_id);

-- The key under which unsubscribe addresses are signed; there is one, and it never changes, since the addresses never expire.
CREATE TABLE unsubscribe_key (
    one    boolean PRIMARY KEY DEFAULT true CHECK (one),
    secret bytea   NOT NULL
);
