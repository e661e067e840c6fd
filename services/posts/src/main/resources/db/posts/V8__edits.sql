-- When the newest text was written, if it is not the first; and the texts before it, as JSON, which go with it.
ALTER TABLE post ADD COLUMN edited_at timestamptz, ADD COLUMN earlier text;

-- The same views, with when a post was edited.
CREATE OR REPLACE VIEW showable_post AS
    SELECT p.id, p.version, p.group_id, p.thread_id, p.kind, p.author_id, p.membership_version, p.published_at, p.changed_at,
           p.withdrawn_at, p.content_version, p.title, p.body, p.tags, p.jurisdiction, p.language, NULL::timestamptz AS removed_at,
           p.edited_at
    FROM post p
    JOIN citable_membership m ON (m.member_id, m.group_id, m.version) = (p.author_id, p.group_id, p.membership_version)
      AND p.published_at < m.writes_until
    WHERE p.withdrawn_at IS NULL AND p.published_at IS NOT NULL AND p.content_version IS NOT NULL
      AND NOT EXISTS (SELECT FROM standing s WHERE (s.post_id, s.group_id) = (p.id, p.group_id) AND s.standing <> 'SHOWN');
CREATE OR REPLACE VIEW readable_post AS
    SELECT p.id, p.version, p.group_id, p.thread_id, p.kind, p.author_id, p.membership_version, p.published_at, p.changed_at,
           p.withdrawn_at, s.given_at AS removed_at, p.content_version,
           CASE WHEN s.id IS NULL THEN p.title END AS title, CASE WHEN s.id IS NULL THEN p.body END AS body,
           CASE WHEN s.id IS NULL THEN p.tags END AS tags, CASE WHEN s.id IS NULL THEN p.jurisdiction END AS jurisdiction,
           CASE WHEN s.id IS NULL THEN p.language END AS language, CASE WHEN s.id IS NULL THEN p.edited_at END AS edited_at
    FROM post p
    JOIN citable_membership m ON (m.member_id, m.group_id, m.version) = (p.author_id, p.group_id, p.membership_version)
      AND p.published_at < m.writes_until
    LEFT JOIN standing s ON (s.post_id, s.group_id) = (p.id, p.group_id) AND s.standing <> 'SHOWN'
    WHERE p.published_at IS NOT NULL
      AND (p.withdrawn_at IS NULL AND s.id IS NULL AND p.content_version IS NOT NULL
           OR (p.withdrawn_at IS NOT NULL OR s.id IS NOT NULL) AND p.id = p.thread_id
              AND EXISTS (SELECT FROM showable_post r
                          WHERE r.thread_id = p.id AND r.group_id = p.group_id AND r.id <> p.id));
