-- A group's name and purpose as they are searched: in lower case, without accents. Older rows get theirs in the rebuild
-- that the new code version brings.
ALTER TABLE charter ADD COLUMN search_text text NOT NULL DEFAULT '';
