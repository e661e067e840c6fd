-- A closed group is read, and nobody writes in it.
ALTER TABLE known_group ADD COLUMN closed boolean NOT NULL DEFAULT false;
ALTER TABLE known_group ALTER COLUMN closed DROP DEFAULT;
