-- The W3C trace that the request belonged to which wrote the record.
ALTER TABLE outbox ADD COLUMN traceparent text;
