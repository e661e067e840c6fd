-- When a thread came, for what is new since then; of those that were here before, nothing later is known than where they stand.
ALTER TABLE arrival ADD COLUMN arrived_at timestamptz;
UPDATE arrival SET arrived_at = shown_at;
ALTER TABLE arrival ALTER COLUMN arrived_at SET NOT NULL;
CREATE INDEX arrival_new ON arrival (group_id, arrived_at DESC, post_id DESC);
