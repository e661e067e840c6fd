-- The same view; a post also has to be written while the membership that it cites let its author write.
CREATE OR REPLACE VIEW showable_item AS
    SELECT i.* FROM item i
    JOIN citable_membership m ON (m.member_id, m.group_id, m.version) = (i.author_id, i.group_id, i.membership_version)
      AND i.published_at < m.writes_until
    WHERE i.withdrawn_at IS NULL AND i.published_at IS NOT NULL AND i.content_version IS NOT NULL;
