-- For the operator, who asks for the digests of the last days. Digests come in about this order.
CREATE INDEX digest_due ON digest USING brin (due_at) WITH (pages_per_range = 32);
