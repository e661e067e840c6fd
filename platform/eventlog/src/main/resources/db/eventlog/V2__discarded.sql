-- Parked records of which an operator has said that nobody waits for them any more. Not written by facts, and untouched by a
-- rebuild, which parks them anew: `offset` is that of the record, and the negative one of its row where the topic was founded
-- anew since.
CREATE TABLE discarded (
    topic        text        NOT NULL,
    partition    int         NOT NULL,
    "offset"     bigint      NOT NULL,
    discarded_at timestamptz NOT NULL,
    discarded_by text        NOT NULL,
    why          text        NOT NULL,
    PRIMARY KEY (topic, partition, "offset")
);
