-- Unlisted groups may be known too: only secret ones are like missing ones.
ALTER TABLE known_group RENAME COLUMN listed TO may_be_known;
