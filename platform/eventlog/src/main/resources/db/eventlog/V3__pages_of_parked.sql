-- Of a fact that waits behind a gap its version, so that a key drains in pages, in order; null where it was parked before this.
ALTER TABLE parked ADD COLUMN version int;
CREATE INDEX parked_gap ON parked (key, version, id) WHERE reason = 'gap';
