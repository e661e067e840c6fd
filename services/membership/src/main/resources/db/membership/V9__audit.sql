-- What was decided about a group and its members, a row for each fact: the id is the aggregate's.
CREATE TABLE audit_entry (
    id           text        NOT NULL,
    version      int         NOT NULL,
    group_id     text        NOT NULL,
    at           timestamptz NOT NULL,
    kind         text        NOT NULL,
    actor_id     text        NOT NULL,
    member_id    text,
    role         text,
    banned_until timestamptz,
    PRIMARY KEY (id, version)
);
CREATE INDEX audit_entry_group ON audit_entry (group_id, at DESC, id DESC);
CREATE INDEX audit_entry_member ON audit_entry (group_id, member_id, at DESC);
