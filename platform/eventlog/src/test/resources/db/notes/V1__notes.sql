CREATE TABLE note (
    id        text    PRIMARY KEY,
    version   int     NOT NULL,
    kind      text    NOT NULL CHECK (kind <> 'UNKNOWN'),
    withdrawn boolean NOT NULL
);
CREATE TABLE note_content (
    id      text PRIMARY KEY,
    version int  NOT NULL,
    body    text
);
