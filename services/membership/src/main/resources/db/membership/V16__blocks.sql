-- Of whom a member of this node wants to hear nothing, in the order in which they said so.
CREATE TABLE blocks (
    member_id text   PRIMARY KEY,
    version   int    NOT NULL,
    blocked   text[] NOT NULL
);
