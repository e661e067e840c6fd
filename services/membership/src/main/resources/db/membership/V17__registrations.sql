-- In which register of practitioners a member was found, and until when that lets them read and write where the charter asks for it.
ALTER TABLE membership ADD COLUMN register text, ADD COLUMN checked_at timestamptz, ADD COLUMN registered_until timestamptz,
    ADD COLUMN reads_until timestamptz, ADD COLUMN writes_until timestamptz;
ALTER TABLE membership_change ADD COLUMN register text, ADD COLUMN checked_at timestamptz, ADD COLUMN registered_until timestamptz;
ALTER TABLE charter ADD COLUMN registers text[] NOT NULL DEFAULT '{}', ADD COLUMN registration_need text;
ALTER TABLE charter ALTER COLUMN registers DROP DEFAULT;
CREATE INDEX charter_needing ON charter (id) WHERE registration_need IN ('TO_WRITE', 'TO_READ');
CREATE INDEX membership_ends ON membership (group_id) WHERE writes_until IS NOT NULL;
