-- The join request that has waited too long, of a notice that says so.
ALTER TABLE notice ADD COLUMN request_id text;
