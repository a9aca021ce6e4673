-- The words of a petition beside it and not in it. Behind row-level security no index of words can be used: «@@» may
-- tell of rows that the wall withholds (it is not leakproof), so every petition would be read. Here ids are found by
-- words, without a wall; the petitions are then read by id, behind it. The application's role may ask and not write.
CREATE TABLE petition_search (
  petition_id uuid PRIMARY KEY REFERENCES petitions ON DELETE CASCADE,
  city_id uuid NOT NULL,
  words tsvector NOT NULL
);
COMMENT ON TABLE petition_search IS 'Stems of description, address and neighbourhood. Only for finding ids: never shown.';
-- How frequent a word is decides how it is looked for.
ALTER TABLE petition_search ALTER COLUMN words SET STATISTICS 400;

CREATE FUNCTION petition_words(description text, address_text text, neighbourhood text) RETURNS tsvector
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('public.spanish_unaccent'::regconfig,
    description || ' ' || coalesce(address_text, '') || ' ' || coalesce(neighbourhood, ''))
$$;

-- The migration reads all cities.
SELECT set_config('atiende.actor', 'system', true);
INSERT INTO petition_search (petition_id, city_id, words)
  SELECT id, city_id, petition_words(description, address_text, neighbourhood) FROM petitions;

-- In the transaction of the change itself, whoever makes it.
CREATE FUNCTION keep_petition_words() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO petition_search (petition_id, city_id, words)
    VALUES (NEW.id, NEW.city_id, petition_words(NEW.description, NEW.address_text, NEW.neighbourhood))
    ON CONFLICT (petition_id) DO UPDATE SET words = excluded.words;
  RETURN NULL;
END $$;
CREATE TRIGGER petitions_keep_words
  AFTER INSERT OR UPDATE OF description, address_text, neighbourhood ON petitions
  FOR EACH ROW EXECUTE FUNCTION keep_petition_words();

CREATE INDEX petition_search_words ON petition_search USING gin (words);
ALTER TABLE petitions DROP COLUMN search;

GRANT SELECT ON petition_search TO :app_role;
