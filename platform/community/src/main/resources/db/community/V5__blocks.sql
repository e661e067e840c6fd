-- Of whom a member of this node wants to hear nothing.
CREATE TABLE blocks (
    member_id text   PRIMARY KEY,
    version   int    NOT NULL,
    blocked   text[] NOT NULL
);
