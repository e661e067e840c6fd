-- The reply that answers a question: what is newest of what whoever asked it, or a moderator, has said of it, as long as that reply is shown.
CREATE VIEW accepted_answer AS
    SELECT q.id AS post_id, q.group_id, r.id AS reply_id, r.author_id
    FROM post q
    CROSS JOIN LATERAL (
      SELECT c.reply_id FROM weighed_choice c
      WHERE (c.post_id, c.group_id) = (q.id, q.group_id) AND (c.may_moderate OR c.member_id = q.author_id)
      ORDER BY c.chosen_at DESC, c.id COLLATE "C" DESC LIMIT 1) chosen
    JOIN showable_post r ON r.id = chosen.reply_id AND r.thread_id = q.id AND r.group_id = q.group_id AND r.id <> q.id
    WHERE q.kind = 'QUESTION';
