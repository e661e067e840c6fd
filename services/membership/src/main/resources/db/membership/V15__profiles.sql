-- What a member shows to everybody, also as it is searched: `display_name` as others are shown it, `written_name` as the member wrote it,
-- `search_words` each with a letter before it that says of what it is.
ALTER TABLE profile
    ADD COLUMN practice_area text,
    ADD COLUMN languages     text[] NOT NULL DEFAULT '{}',
    ADD COLUMN pronouns      text,
    ADD COLUMN working_hours text[] NOT NULL DEFAULT '{}',
    ADD COLUMN time_zone     text,
    ADD COLUMN written_name  text   NOT NULL DEFAULT '',
    ADD COLUMN sort_name     text   COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN home          text   GENERATED ALWAYS AS (split_part(id, '-', 1)) STORED,
    ADD COLUMN search_words  text[] NOT NULL DEFAULT '{}';
ALTER TABLE profile
    ALTER COLUMN languages DROP DEFAULT, ALTER COLUMN working_hours DROP DEFAULT, ALTER COLUMN written_name DROP DEFAULT,
    ALTER COLUMN sort_name DROP DEFAULT, ALTER COLUMN search_words DROP DEFAULT;
ALTER TABLE profile ADD COLUMN found_by tsvector GENERATED ALWAYS AS (array_to_tsvector(search_words)) STORED;
CREATE INDEX profile_name ON profile (sort_name, id);
CREATE INDEX profile_name_of_home ON profile (home, sort_name, id);
CREATE INDEX profile_found_by ON profile USING gin (found_by);

-- What a member shows besides to those who are in a group with them.
CREATE TABLE colleague_profile (
    id            text   PRIMARY KEY,
    version       int    NOT NULL,
    profession    text,
    organisation  text,
    practice_area text,
    expertise     text[] NOT NULL,
    languages     text[] NOT NULL,
    pronouns      text,
    working_hours text[] NOT NULL,
    time_zone     text,
    search_words  text[] NOT NULL,
    found_by      tsvector GENERATED ALWAYS AS (array_to_tsvector(search_words)) STORED
);
CREATE INDEX colleague_profile_found_by ON colleague_profile USING gin (found_by);

-- A member's profile as they keep it, with who sees each field: this node's own members only.
CREATE TABLE own_profile (
    id                text   PRIMARY KEY,
    version           int    NOT NULL,
    profession        text,
    organisation      text,
    practice_area     text,
    expertise         text[] NOT NULL,
    languages         text[] NOT NULL,
    pronouns          text,
    working_hours     text[] NOT NULL,
    profession_for    text   NOT NULL,
    organisation_for  text   NOT NULL,
    practice_area_for text   NOT NULL,
    expertise_for     text   NOT NULL,
    languages_for     text   NOT NULL,
    pronouns_for      text   NOT NULL,
    working_hours_for text   NOT NULL
);

-- Who is in a group with whom, oneself among them; what is only offered counts for nobody.
CREATE VIEW colleague AS
    SELECT mine.member_id AS reader_id, theirs.member_id
    FROM membership mine
    JOIN membership theirs ON theirs.group_id = mine.group_id AND theirs.active
    WHERE mine.active
      AND NOT (mine.elsewhere AND EXISTS (SELECT FROM offered o WHERE o.id = mine.id))
      AND NOT (theirs.elsewhere AND EXISTS (SELECT FROM offered o WHERE o.id = theirs.id));
