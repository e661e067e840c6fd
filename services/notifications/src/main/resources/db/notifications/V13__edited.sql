-- When the text of an item was written, if that is not its first.
ALTER TABLE item ADD COLUMN edited_at timestamptz;
CREATE OR REPLACE VIEW showable_item AS
    SELECT i.* FROM item i
    JOIN citable_membership m ON (m.member_id, m.group_id, m.version) = (i.author_id, i.group_id, i.membership_version)
      AND i.published_at < m.writes_until
    WHERE i.withdrawn_at IS NULL AND i.published_at IS NOT NULL AND i.content_version IS NOT NULL
      AND NOT EXISTS (SELECT FROM standing s WHERE (s.post_id, s.group_id) = (i.id, i.group_id) AND s.standing <> 'SHOWN');
