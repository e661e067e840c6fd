-- Posts and replies; what else there is of groups and people is in db/community. Fact and content come in any order: either
-- half may be missing for a while.
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
    content_version    int,
    title              text,
    body               text,
    tags               text[],
    jurisdiction       text
) WITH (fillfactor = 85);
CREATE INDEX post_thread ON post (thread_id, published_at);
CREATE INDEX post_withdrawn ON post (id) WHERE withdrawn_at IS NOT NULL;

-- A post is judged by the membership version it cites: shown is what has its fact, its content, and an author who could
-- write then.
CREATE VIEW showable_post AS
    SELECT p.* FROM post p
    JOIN citable_membership m ON (m.member_id, m.group_id, m.version) = (p.author_id, p.group_id, p.membership_version)
    WHERE p.withdrawn_at IS NULL AND p.published_at IS NOT NULL AND p.content_version IS NOT NULL;

-- What is read: all that is showable, and of a withdrawn first post that it was there, as long as it has replies to show.
CREATE VIEW readable_post AS
    SELECT p.* FROM post p
    JOIN citable_membership m ON (m.member_id, m.group_id, m.version) = (p.author_id, p.group_id, p.membership_version)
    WHERE p.published_at IS NOT NULL
      AND (p.withdrawn_at IS NULL AND p.content_version IS NOT NULL
           OR p.withdrawn_at IS NOT NULL AND p.id = p.thread_id
              AND EXISTS (SELECT FROM showable_post r
                          WHERE r.thread_id = p.id AND r.group_id = p.group_id AND r.id <> p.id));

-- Not written by facts alone, and untouched by a rebuild: where a thread stands in a feed. A post from the future stands
-- where it arrived.
CREATE TABLE arrival (
    post_id  text        PRIMARY KEY,
    group_id text        NOT NULL,
    shown_at timestamptz NOT NULL
);
CREATE INDEX arrival_feed ON arrival (group_id, shown_at DESC, post_id DESC);

-- Not written by facts, and untouched by a rebuild: the withdrawn posts whose content has had its tombstone in Kafka.
CREATE TABLE tombstone (
    post_id text PRIMARY KEY
);
