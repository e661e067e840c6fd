-- The same views; a post also has to be written while the membership that it cites let its author write.
CREATE OR REPLACE VIEW showable_post AS
    SELECT p.* FROM post p
    JOIN citable_membership m ON (m.member_id, m.group_id, m.version) = (p.author_id, p.group_id, p.membership_version)
      AND p.published_at < m.writes_until
    WHERE p.withdrawn_at IS NULL AND p.published_at IS NOT NULL AND p.content_version IS NOT NULL;
CREATE OR REPLACE VIEW readable_post AS
    SELECT p.* FROM post p
    JOIN citable_membership m ON (m.member_id, m.group_id, m.version) = (p.author_id, p.group_id, p.membership_version)
      AND p.published_at < m.writes_until
    WHERE p.published_at IS NOT NULL
      AND (p.withdrawn_at IS NULL AND p.content_version IS NOT NULL
           OR p.withdrawn_at IS NOT NULL AND p.id = p.thread_id
              AND EXISTS (SELECT FROM showable_post r
                          WHERE r.thread_id = p.id AND r.group_id = p.group_id AND r.id <> p.id));
