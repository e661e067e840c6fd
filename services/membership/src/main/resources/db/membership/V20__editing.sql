-- How long authors may edit what they wrote; null for the time that holds where nothing is said.
ALTER TABLE charter ADD COLUMN editing text;
