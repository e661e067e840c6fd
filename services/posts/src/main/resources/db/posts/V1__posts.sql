-- What posts has to know of groups and memberships; written by the facts of `membership`. Only a secret group may not be known.
CREATE TABLE known_group (
    id           text    PRIMARY KEY,
    domestic     boolean NOT NULL,
    may_be_known boolean NOT NULL
);

-- Every version of every membership, since a post is judged by the one it cites; role is null where the membership ended.
CREATE TABLE membership_version (
    group_id  text NOT NULL,
    member_id text NOT NULL,
    version   int  NOT NULL,
    role      text,
    PRIMARY KEY (member_id, group_id, version)
);

-- Leaving takes effect at once in the member's own country, before the group's home has answered.
CREATE TABLE leave_requested (
    group_id  text NOT NULL,
    member_id text NOT NULL,
    version   int  NOT NULL,
    PRIMARY KEY (member_id, group_id, version)
);

-- Who takes part in which group now: the newest version counts, and only roles that this program knows.
CREATE VIEW participant AS
    SELECT newest.* FROM (
        SELECT DISTINCT ON (member_id, group_id) member_id, group_id, version, role FROM membership_version
        ORDER BY member_id, group_id, version DESC) newest
    WHERE role IN ('OWNER', 'MODERATOR', 'MEMBER', 'OBSERVER')
      AND NOT EXISTS (SELECT FROM leave_requested l
                      WHERE (l.member_id, l.group_id, l.version) = (newest.member_id, newest.group_id, newest.version));

-- What members are called, from their profiles.
CREATE TABLE author (
    id      text PRIMARY KEY,
    version int  NOT NULL,
    name    text NOT NULL
);

-- Posts and replies. Facts and content arrives in any order: either half may be missing for a while.
CREATE TABLE post (
    id                 text        PRIMARY KEY,
    version            int,
    group_id           text,
    thread_id          text,
    kind               text,
    author_id          text,
    membership_version int,
    published_at       timestamptz,
    changed_at         timestamptz,
    withdrawn_at       timestamptz,
    content_version      int,
    title              text,
    body               text,
    tags               text[],
    jurisdiction       text
) WITH (fillfactor = 85);
CREATE INDEX post_thread ON post (thread_id, published_at);
CREATE INDEX post_withdrawn ON post (id) WHERE withdrawn_at IS NOT NULL;

-- Rule 8: shown is what has its fact, its content, and an author who could write under the membership that it cites.
CREATE VIEW showable_post AS
    SELECT p.* FROM post p
    JOIN membership_version m ON (m.member_id, m.group_id, m.version) = (p.author_id, p.group_id, p.membership_version)
    WHERE p.withdrawn_at IS NULL AND p.published_at IS NOT NULL AND p.content_version IS NOT NULL
      AND m.role IN ('OWNER', 'MODERATOR', 'MEMBER');

-- What is read: all that is showable, and of a withdrawn first post that it was there, as long as it has replies to show.
CREATE VIEW readable_post AS
    SELECT p.* FROM post p
    JOIN membership_version m ON (m.member_id, m.group_id, m.version) = (p.author_id, p.group_id, p.membership_version)
    WHERE p.published_at IS NOT NULL AND m.role IN ('OWNER', 'MODERATOR', 'MEMBER')
      AND (p.withdrawn_at IS NULL AND p.content_version IS NOT NULL
           OR p.withdrawn_at IS NOT NULL AND p.id = p.thread_id
              AND EXISTS (SELECT FROM showable_post r
                          WHERE r.thread_id = p.id AND r.group_id = p.group_id AND r.id <> p.id));

-- Outside rule 3, and untouched by a rebuild: where a thread stands in a feed. A post from the future stands where it arrived.
CREATE TABLE arrival (
    post_id  text        PRIMARY KEY,
    group_id text        NOT NULL,
    shown_at timestamptz NOT NULL
);
CREATE INDEX arrival_feed ON arrival (group_id, shown_at DESC, post_id DESC);

-- Outside rule 3: the withdrawn posts whose content has had their tombstone in Kafka.
CREATE TABLE tombstone (
    post_id text PRIMARY KEY
);
