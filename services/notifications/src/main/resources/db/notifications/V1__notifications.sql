-- What notifications has to know besides groups and people; written by facts and content of the other services, and by its own.

-- The node's own members.
CREATE TABLE account (
    member_id text PRIMARY KEY,
    version   int  NOT NULL,
    email     text NOT NULL,
    zone      text NOT NULL
);

-- What they chose; times are minutes after local midnight.
CREATE TABLE preferences (
    member_id      text    PRIMARY KEY,
    version        int     NOT NULL,
    zone           text,
    cadence        text    NOT NULL,
    at_minute      int     NOT NULL,
    day            text    NOT NULL,
    quiet_from     int,
    quiet_to       int,
    at_once        boolean NOT NULL,
    at_once_groups text[]  NOT NULL,
    muted_groups   text[]  NOT NULL
);
CREATE INDEX preferences_at_once ON preferences USING gin (at_once_groups);

-- Everyone to whom mail may go, with what holds for those who never chose anything.
CREATE VIEW recipient AS
    SELECT a.member_id, a.email, coalesce(p.zone, a.zone) AS zone, coalesce(p.cadence, 'DAILY') AS cadence,
           coalesce(p.at_minute, 450) AS at_minute, coalesce(p.day, 'MONDAY') AS day, p.quiet_from, p.quiet_to,
           coalesce(p.at_once, true) AS at_once, coalesce(p.at_once_groups, '{}') AS at_once_groups,
           coalesce(p.muted_groups, '{}') AS muted_groups
    FROM account a LEFT JOIN preferences p ON p.member_id = a.member_id;

-- Groups, people and memberships are tables of `community`; moderators are looked up by their group.
CREATE INDEX membership_of_group ON membership (group_id, member_id);

-- Posts and replies, as much of them as a mail shows. `kind` is null for a reply; `excerpt` is the text's beginning.
CREATE TABLE item (
    id                 text PRIMARY KEY,
    version            int,
    group_id           text,
    thread_id          text,
    kind               text,
    author_id          text,
    membership_version int,
    published_at       timestamptz,
    withdrawn_at       timestamptz,
    content_version    int,
    title              text,
    excerpt            text
) WITH (fillfactor = 85);
CREATE INDEX item_thread ON item (thread_id, published_at);

-- **A post is judged by the membership version it cites**: shown is what has its fact, its content, and an author who could
-- write under that version.
CREATE VIEW showable_item AS
    SELECT i.* FROM item i
    JOIN citable_membership m ON (m.member_id, m.group_id, m.version) = (i.author_id, i.group_id, i.membership_version)
    WHERE i.withdrawn_at IS NULL AND i.published_at IS NOT NULL AND i.content_version IS NOT NULL;

-- Join requests that this node decides or that its members made. The key is <group id>.<request id>; decided by the
-- member themselves: by the group's rules.
CREATE TABLE join_request (
    id           text PRIMARY KEY,
    group_id     text NOT NULL,
    request_id   text NOT NULL,
    member_id    text,
    requested_at timestamptz,
    withdrawn_at timestamptz,
    granted_at   timestamptz,
    refused_at   timestamptz,
    decided_by   text
);
CREATE INDEX join_request_pending ON join_request (requested_at)
    WHERE requested_at IS NOT NULL AND withdrawn_at IS NULL AND granted_at IS NULL AND refused_at IS NULL;

-- There is something for a member to know; the id is <member id>.<subject id>.
CREATE TABLE notice (
    id         text        PRIMARY KEY,
    member_id  text        NOT NULL,
    kind       text        NOT NULL,
    group_id   text        NOT NULL,
    actor_id   text        NOT NULL,
    subject_id text        NOT NULL,
    raised_at  timestamptz NOT NULL,
    read_at    timestamptz
);
CREATE INDEX notice_of_member ON notice (member_id, raised_at DESC, id DESC);
CREATE INDEX notice_subject ON notice (subject_id);

-- The countries from which anything has come.
CREATE TABLE seen_home (
    home text PRIMARY KEY
);

-- What acts has yet to look at: items that may have become showable, recipients whose schedule may have changed.
CREATE TABLE awaits_arrival (
    item_id text PRIMARY KEY
);
-- `position` is the newest arrival's when the recipient came to be known: what was here before them is not for their digest.
CREATE TABLE awaits_planning (
    member_id text        PRIMARY KEY,
    since     timestamptz NOT NULL,
    position  bigint      NOT NULL
);

-- Decided join requests of whose decision the applicant may not know yet.
CREATE TABLE awaits_announcement (
    join_request_id text PRIMARY KEY
);

-- From here on no part of the model of which every row is written by `on(facts)`, and untouched by a rebuild.

-- Items in the order in which they became showable here, numbered by one writer without gaps from 1. Times are those of the
-- clock that digests go by: `arrived_at` never goes back; `history`: written well before anything had come from its country.
CREATE TABLE arrival (
    position   bigint      PRIMARY KEY,
    item_id    text        NOT NULL UNIQUE,
    group_id   text        NOT NULL,
    written_at timestamptz NOT NULL,
    arrived_at timestamptz NOT NULL,
    history    boolean     NOT NULL
);
CREATE INDEX arrival_group ON arrival (group_id, position);
CREATE INDEX arrival_time ON arrival (arrived_at, position);

-- Items that were looked at and lack nothing but the membership that their author cites.
CREATE TABLE awaits_membership (
    item_id text PRIMARY KEY
);

-- Since when a country is known here.
CREATE TABLE known_home (
    home          text        PRIMARY KEY,
    first_seen_at timestamptz NOT NULL
);

-- The arrival position up to which a member's last digest went, and that digest's time.
CREATE TABLE cutoff (
    member_id text        PRIMARY KEY,
    position  bigint      NOT NULL,
    at        timestamptz NOT NULL
) WITH (fillfactor = 80);

-- One for each member and local date. State: planned, composed (a mailing has what becomes of it), empty.
-- `items` in their order, each `<section>:<item id>`; `counted`: JSON of what is not listed; `item_hash`: SHA-256 in hex.
CREATE TABLE digest (
    id            text        PRIMARY KEY,
    member_id     text        NOT NULL,
    local_date    date        NOT NULL,
    zone          text        NOT NULL,
    due_at        timestamptz NOT NULL,
    state         text        NOT NULL,
    covers_since  timestamptz,
    from_position bigint,
    to_position   bigint,
    items         text[],
    item_hash     text,
    counted       text,
    UNIQUE (member_id, local_date)
) WITH (fillfactor = 80);
CREATE INDEX digest_planned ON digest (due_at, member_id) WHERE state = 'planned';
CREATE UNIQUE INDEX digest_next ON digest (member_id) WHERE state = 'planned';

-- Digests that are composed and whose fact is to be written once they are sent.
CREATE TABLE digest_to_announce (
    digest_id text PRIMARY KEY
);

-- Addresses that a mail server refuses for good; nothing is sent there until the address changes or its owner says to try again.
CREATE TABLE mail_stop (
    member_id  text        PRIMARY KEY,
    email      text        NOT NULL,
    stopped_at timestamptz NOT NULL,
    reason     text        NOT NULL
);

-- Whom the mails of this service go to (db/mail).
CREATE VIEW mail_recipient AS
SELECT r.member_id AS id, r.email,
       array_remove(ARRAY[CASE WHEN r.cadence <> 'OFF' THEN 'digest' END, CASE WHEN r.at_once THEN 'at-once' END], NULL)
         AS wanted,
       s.member_id IS NOT NULL AS refused
FROM recipient r LEFT JOIN mail_stop s ON (s.member_id, s.email) = (r.member_id, r.email);

-- What is to be mailed at once, gathered into mailings. `subject_id`: a post, a reply or a join request.
CREATE TABLE at_once (
    member_id  text        NOT NULL,
    subject_id text        NOT NULL,
    queued_at  timestamptz NOT NULL,
    mailing_id text,
    PRIMARY KEY (member_id, subject_id)
);
CREATE INDEX at_once_waiting ON at_once (member_id) WHERE mailing_id IS NULL;
CREATE INDEX at_once_mailing ON at_once (mailing_id);

-- When a member's last mail at once was due, by the real clock.
CREATE TABLE at_once_mail (
    member_id text        PRIMARY KEY,
    due_at    timestamptz NOT NULL
) WITH (fillfactor = 80);

-- How far arrivals have been looked at for notices.
CREATE TABLE notice_cursor (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    position bigint  NOT NULL
);
INSERT INTO notice_cursor (position) VALUES (0);

-- Replies that were looked at before the post that they answer was known.
CREATE TABLE awaits_thread (
    item_id text PRIMARY KEY
);

-- The version of the time-zone database by which digests are planned.
CREATE TABLE planned_with (
    one        boolean PRIMARY KEY DEFAULT true CHECK (one),
    tz_version text    NOT NULL
);

-- Where the clock that digests go by was put, at which real time; it stands still while `frozen`.
CREATE TABLE demo_clock (
    id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    real_at timestamptz NOT NULL,
    shows   timestamptz NOT NULL,
    frozen  boolean     NOT NULL
);
