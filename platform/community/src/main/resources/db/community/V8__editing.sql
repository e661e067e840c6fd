-- How long authors may edit what they wrote in a group, as its charter says; null where it says nothing.
ALTER TABLE group_name ADD COLUMN editing text;
