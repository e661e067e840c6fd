-- The language that a post is written in, as its author said.
ALTER TABLE post ADD COLUMN language text;

-- The same views, which have the columns that there were when they were made.
DROP VIEW readable_post;
DROP VIEW showable_post;
CREATE VIEW showable_post AS
    SELECT p.* FROM post p
    JOIN citable_membership m ON (m.member_id, m.group_id, m.version) = (p.author_id, p.group_id, p.membership_version)
    WHERE p.withdrawn_at IS NULL AND p.published_at IS NOT NULL AND p.content_version IS NOT NULL;
CREATE VIEW readable_post AS
    SELECT p.* FROM post p
    JOIN citable_membership m ON (m.member_id, m.group_id, m.version) = (p.author_id, p.group_id, p.membership_version)
    WHERE p.published_at IS NOT NULL
      AND (p.withdrawn_at IS NULL AND p.content_version IS NOT NULL
           OR p.withdrawn_at IS NOT NULL AND p.id = p.thread_id
              AND EXISTS (SELECT FROM showable_post r
                          WHERE r.thread_id = p.id AND r.group_id = p.group_id AND r.id <> p.id));
