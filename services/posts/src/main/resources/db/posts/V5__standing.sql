-- Whether a group is closed, from each of its facts on.
CREATE TABLE group_state (
    group_id text        NOT NULL,
    version  int         NOT NULL,
    at       timestamptz NOT NULL,
    closed   boolean     NOT NULL,
    PRIMARY KEY (group_id, version)
);

-- Posts of this node's groups that may have been written when their author could not write in the group any more.
CREATE TABLE awaits_ruling (
    post_id text PRIMARY KEY
);
CREATE INDEX post_of_author ON post (group_id, author_id, published_at);

-- The same views, without what the group's home has taken out. Of a first post that is taken out is read, as of one that was
-- withdrawn, that it was there.
DROP VIEW readable_post;
CREATE OR REPLACE VIEW showable_post AS
    SELECT p.*, NULL::timestamptz AS removed_at FROM post p
    JOIN citable_membership m ON (m.member_id, m.group_id, m.version) = (p.author_id, p.group_id, p.membership_version)
      AND p.published_at < m.writes_until
    WHERE p.withdrawn_at IS NULL AND p.published_at IS NOT NULL AND p.content_version IS NOT NULL
      AND NOT EXISTS (SELECT FROM standing s WHERE (s.post_id, s.group_id) = (p.id, p.group_id) AND s.standing <> 'SHOWN');
CREATE VIEW readable_post AS
    SELECT p.id, p.version, p.group_id, p.thread_id, p.kind, p.author_id, p.membership_version, p.published_at, p.changed_at,
           p.withdrawn_at, s.given_at AS removed_at, p.content_version,
           CASE WHEN s.id IS NULL THEN p.title END AS title, CASE WHEN s.id IS NULL THEN p.body END AS body,
           CASE WHEN s.id IS NULL THEN p.tags END AS tags, CASE WHEN s.id IS NULL THEN p.jurisdiction END AS jurisdiction,
           CASE WHEN s.id IS NULL THEN p.language END AS language
    FROM post p
    JOIN citable_membership m ON (m.member_id, m.group_id, m.version) = (p.author_id, p.group_id, p.membership_version)
      AND p.published_at < m.writes_until
    LEFT JOIN standing s ON (s.post_id, s.group_id) = (p.id, p.group_id) AND s.standing <> 'SHOWN'
    WHERE p.published_at IS NOT NULL
      AND (p.withdrawn_at IS NULL AND s.id IS NULL AND p.content_version IS NOT NULL
           OR (p.withdrawn_at IS NOT NULL OR s.id IS NOT NULL) AND p.id = p.thread_id
              AND EXISTS (SELECT FROM showable_post r
                          WHERE r.thread_id = p.id AND r.group_id = p.group_id AND r.id <> p.id));
