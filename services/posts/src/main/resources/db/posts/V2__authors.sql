-- What members are called, from their profiles.
CREATE TABLE author (
    id      text PRIMARY KEY,
    version int  NOT NULL,
    name    text NOT NULL
);
