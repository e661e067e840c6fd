-- What the questions build on. `facts` is the export, a row for each fact, a column for each field.
-- Change it, add a country, add a file: scripts/replay report DIR runs what it finds here, in the order of the names.

-- Fields of facts that an older export may not have.
CREATE VIEW fact AS
    SELECT * FROM facts
    UNION ALL BY NAME
    SELECT NULL::VARCHAR AS id, NULL::VARCHAR AS actorId, NULL::VARCHAR AS memberId, NULL::VARCHAR AS requestId,
           NULL::VARCHAR AS postId, NULL::VARCHAR AS localDate, NULL::BIGINT AS items, NULL::BIGINT AS late
    WHERE false;

-- Where a country's day is: members' own time zones never leave the node.
CREATE TABLE zone (country VARCHAR, zone VARCHAR);
INSERT INTO zone VALUES
    ('uk', 'Europe/London'), ('nz', 'Pacific/Auckland'), ('au', 'Australia/Sydney'), ('us', 'America/New_York');

CREATE VIEW post AS
    SELECT id, country, actorId AS author, groupId, occurredAt AS happened FROM fact WHERE type = 'PostPublished';

CREATE VIEW reply AS
    SELECT id, country, actorId AS author, postId, occurredAt AS happened FROM fact WHERE type = 'ReplyPublished';

-- The country of a member is the first part of the pseudonym.
CREATE MACRO home_of(member) AS split_part(member, '-', 1);

-- When the newest fact of the export happened: "now" for what is still open.
CREATE VIEW export_end AS SELECT max(occurredAt) AS happened FROM fact;
