-- What members have written and not published: private, in no record, and untouched by a rebuild. Of a reply there is the post that
-- it replies to, of a post the group.
CREATE TABLE draft (
    id           text        PRIMARY KEY,
    member_id    text        NOT NULL,
    group_id     text,
    post_id      text,
    kind         text,
    title        text,
    body         text        NOT NULL,
    tags         text[]      NOT NULL,
    jurisdiction text,
    language     text,
    saved_at     timestamptz NOT NULL
);
CREATE INDEX draft_of_member ON draft (member_id, saved_at DESC, id DESC);
