-- The short code that a mail has beside its link. A link's id is what whoever asked was given, to send with the code: the
-- attempt. Links that were mailed before have a code that nobody was told.
ALTER TABLE sign_in_link ADD COLUMN wrong_codes int NOT NULL DEFAULT 0;
ALTER TABLE sign_in_token ADD COLUMN code_hash text NOT NULL DEFAULT '';
ALTER TABLE sign_in_token ALTER COLUMN code_hash DROP DEFAULT;

-- Guesses are counted for used links too.
DROP INDEX sign_in_link_email;
CREATE INDEX sign_in_link_email ON sign_in_link (lower(email));
CREATE INDEX sign_in_link_guessed ON sign_in_link (asked_at) WHERE wrong_codes > 0;
