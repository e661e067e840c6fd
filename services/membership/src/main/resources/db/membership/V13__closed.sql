-- A closed group is read, and nobody writes in it, asks to join it or is taken in.
ALTER TABLE known_group ADD COLUMN closed boolean NOT NULL DEFAULT false;
ALTER TABLE known_group ALTER COLUMN closed DROP DEFAULT;
