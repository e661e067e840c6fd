-- What is read: all that is showable, and of a withdrawn first post that it was there, as long as it has replies to show.
CREATE VIEW readable_post AS
    SELECT p.* FROM post p
    JOIN membership_version m ON (m.member_id, m.group_id, m.version) = (p.author_id, p.group_id, p.membership_version)
    WHERE p.published_at IS NOT NULL AND m.role IN ('OWNER', 'MODERATOR', 'MEMBER')
      AND (p.withdrawn_at IS NULL AND p.words_version IS NOT NULL
           OR p.withdrawn_at IS NOT NULL AND p.id = p.thread_id
              AND EXISTS (SELECT FROM showable_post r
                          WHERE r.thread_id = p.id AND r.group_id = p.group_id AND r.id <> p.id));
