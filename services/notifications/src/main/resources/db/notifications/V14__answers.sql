-- The reply that answers a question, as posts has it, with who has said so.
CREATE VIEW accepted_answer AS
    SELECT q.id AS post_id, q.group_id, r.id AS reply_id, r.author_id, chosen.member_id AS chosen_by, chosen.chosen_at
    FROM item q
    CROSS JOIN LATERAL (
      SELECT c.reply_id, c.member_id, c.chosen_at FROM weighed_choice c
      WHERE (c.post_id, c.group_id) = (q.id, q.group_id) AND (c.may_moderate OR c.member_id = q.author_id)
      ORDER BY c.chosen_at DESC, c.id COLLATE "C" DESC LIMIT 1) chosen
    JOIN showable_item r ON r.id = chosen.reply_id AND r.thread_id = q.id AND r.group_id = q.group_id AND r.id <> q.id
    WHERE q.kind = 'QUESTION';

-- Questions of which a reply by a member of this node was said to be the answer, until that can be told.
CREATE TABLE awaits_acceptance (
    post_id text PRIMARY KEY
);

-- The reply that a notice is of, where its subject is something else.
ALTER TABLE notice ADD COLUMN post_id text;
