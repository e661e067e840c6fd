-- How often somebody has asked for mails or guessed at codes, as the library bucket4j counts it; `id` is a hash of whom it is
-- about, and `expires_at` (milliseconds since 1970) when nothing is left to know.
CREATE TABLE sign_in_limit (
    id         text   PRIMARY KEY,
    state      bytea,
    expires_at bigint
);
CREATE INDEX sign_in_limit_expires ON sign_in_limit (expires_at);
