-- Words as they are searched: without accents, and parts of compounds by themselves, so that looked-after and looked after are the same.
CREATE FUNCTION as_searched(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT translate(regexp_replace(normalize(words, NFKD), '[\u0300-\u036f\u02b9-\u02bf]', '', 'g'),
                     '-/_‐‑‒–—―', '         ')
$$;

-- The words of a post: those of its title before those of its tags before those of its text. Null where there is no content, and again once
-- it is taken back.
CREATE FUNCTION searched_words(title text, body text, tags text[]) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN body IS NOT NULL THEN
        setweight(to_tsvector('pg_catalog.english', as_searched(coalesce(title, ''))), 'A')
        || setweight(to_tsvector('pg_catalog.english', as_searched(array_to_string(coalesce(tags, '{}'), ' . '))), 'B')
        || to_tsvector('pg_catalog.english', as_searched(body)) END
$$;

ALTER TABLE post ADD COLUMN words tsvector GENERATED ALWAYS AS (searched_words(title, body, tags)) STORED;
-- Rare words are looked for in all posts, frequent ones in the newest of the reader's groups, by what PostgreSQL knows of their frequency.
CREATE INDEX post_words ON post USING gin (words);
CREATE INDEX post_in_group ON post (group_id, published_at DESC, id DESC);
CREATE INDEX post_newest ON post (published_at DESC, id DESC) WHERE words IS NOT NULL;
