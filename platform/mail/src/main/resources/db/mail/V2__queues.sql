-- By kind first, so that mails of one kind are found however many of another wait.
DROP INDEX mailing_waiting;
CREATE INDEX mailing_waiting ON mailing (kind, send_after, id) WHERE state = 'waiting';

-- Mails that were sent and of whom their service wants to know, until it has been told.
CREATE TABLE mailing_sent (
    position   bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject_id text        NOT NULL,
    sent_at    timestamptz NOT NULL
);

-- Nobody looks for mails by what they are about.
DROP INDEX mailing_subject;
