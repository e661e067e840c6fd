-- The version of the group's newest fact: its visibility and what mail may carry of it can change.
ALTER TABLE known_group ADD COLUMN version int NOT NULL DEFAULT 1;
ALTER TABLE known_group ALTER COLUMN version DROP DEFAULT;
