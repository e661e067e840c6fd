-- What every service's schema holds besides its own tables; docs/architecture.md says which of it a rebuild leaves alone.

-- By "Order per aggregate": the facts that this service has applied, per aggregate; event_ids[version] is the id of that version's fact.
CREATE TABLE aggregate (
    id        text   PRIMARY KEY,
    version   int    NOT NULL,
    event_ids uuid[] NOT NULL
) WITH (fillfactor = 90);

-- Records on their way to Kafka. `accepted` is null, which this table refuses, when the aggregate's version was not the next.
-- `traceparent`: the W3C trace of the request that wrote the record.
CREATE TABLE outbox (
    seq         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic       text        NOT NULL,
    key         text        NOT NULL,
    event_id    text        NOT NULL,
    type        text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    value       bytea,
    traceparent text,
    accepted    boolean     NOT NULL
);

-- How far each partition has been applied; changed in the transaction that applied it.
CREATE TABLE applied_offset (
    topic       text   NOT NULL,
    partition   int    NOT NULL,
    topic_id    text   NOT NULL,
    next_offset bigint NOT NULL,
    PRIMARY KEY (topic, partition)
);

-- Records that could not be applied, as they came.
CREATE TABLE parked (
    id           bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic        text        NOT NULL,
    partition    int         NOT NULL,
    "offset"     bigint      NOT NULL,
    key          text        NOT NULL,
    value        bytea,
    recorded_at  timestamptz NOT NULL,
    reason       text        NOT NULL,
    detail       text        NOT NULL,
    parked_at    timestamptz NOT NULL,
    UNIQUE (topic, partition, "offset")
);
CREATE INDEX parked_key ON parked (key);

-- Answers already given, by the caller's Idempotency-Key.
CREATE TABLE idempotency_key (
    member_id    text        NOT NULL,
    key          text        NOT NULL,
    request_hash text        NOT NULL,
    result_id    text        NOT NULL,
    used_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (member_id, key)
);

-- The code that wrote this service's rows.
CREATE TABLE projection (
    code_version int NOT NULL
);
