-- When the group's newest fact was decided: how it is found and joined can change.
ALTER TABLE known_group ADD COLUMN changed_at timestamptz;
UPDATE known_group SET changed_at = created_at;
ALTER TABLE known_group ALTER COLUMN changed_at SET NOT NULL;
