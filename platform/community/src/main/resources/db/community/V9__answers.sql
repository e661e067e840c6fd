-- What whoever asked a question, or a moderator, says of which reply answers it; null: none does. The id is the member's and the question's.
CREATE TABLE answer_choice (
    id                 text        PRIMARY KEY,
    version            int         NOT NULL,
    group_id           text        NOT NULL,
    post_id            text        NOT NULL,
    member_id          text        NOT NULL,
    reply_id           text,
    membership_version int         NOT NULL,
    chosen_at          timestamptz NOT NULL
);
CREATE INDEX answer_choice_post ON answer_choice (post_id, group_id);

ALTER TABLE membership_version ADD COLUMN may_moderate boolean NOT NULL DEFAULT false;
ALTER TABLE membership_version ALTER COLUMN may_moderate DROP DEFAULT;

-- Those of members who could write then, and whether they could moderate: by the version that held at that time, or the one that they
-- cite, where that is newer.
CREATE VIEW weighed_choice AS
    SELECT c.id, c.group_id, c.post_id, c.member_id, c.reply_id, c.chosen_at, m.may_moderate
    FROM answer_choice c
    CROSS JOIN LATERAL (
      SELECT v.may_write, v.may_moderate, v.writes_until FROM membership_version v
      WHERE (v.member_id, v.group_id) = (c.member_id, c.group_id)
        AND (v.version = c.membership_version OR v.at <= c.chosen_at)
      ORDER BY v.version DESC LIMIT 1) m
    WHERE m.may_write AND (m.writes_until IS NULL OR c.chosen_at < m.writes_until);
