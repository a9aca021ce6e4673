-- The list of public petitions by service, by place and of what is open, each in the order of its pages. As in migration
-- 0013 a page is found in the index alone, with the columns that the other filters and the row-level policy look at.
CREATE INDEX petitions_listed_of_service ON petitions (service_id, received_at DESC, id DESC)
  INCLUDE (city_id, stage, zone_code, visibility, authority_ids)
  WHERE visibility IN ('public', 'masked') AND moderation <> 'quarantined';
CREATE INDEX petitions_listed_of_zone ON petitions (city_id, zone_code, received_at DESC, id DESC)
  INCLUDE (service_id, stage, neighbourhood, visibility, authority_ids)
  WHERE visibility IN ('public', 'masked') AND moderation <> 'quarantined';
CREATE INDEX petitions_listed_open ON petitions (city_id, received_at, id)
  INCLUDE (service_id, stage, zone_code, visibility, authority_ids)
  WHERE visibility IN ('public', 'masked') AND moderation <> 'quarantined' AND stage <> 'closed';

-- The words that staff made public, beside the petitions and outside the wall for the reasons of migration 0015. What is
-- not public has no row here, so that no search can tell of a word in it.
CREATE TABLE public_petition_words (
  petition_id uuid PRIMARY KEY REFERENCES petitions ON DELETE CASCADE,
  city_id uuid NOT NULL,
  words tsvector NOT NULL
);
COMMENT ON TABLE public_petition_words IS 'Stems of what anybody may read of a petition. Only for finding ids: never shown.';

SELECT set_config('atiende.actor', 'system', true);
INSERT INTO public_petition_words (petition_id, city_id, words)
  SELECT id, city_id, petition_words(coalesce(public_description, description), address_text, neighbourhood)
  FROM petitions WHERE visibility = 'public' AND moderation = 'published';

-- As `publicViewOf` decides, in the transaction of the change itself, whoever makes it.
CREATE FUNCTION keep_public_words() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.visibility = 'public' AND NEW.moderation = 'published' THEN
    INSERT INTO public_petition_words (petition_id, city_id, words)
      VALUES (NEW.id, NEW.city_id,
        petition_words(coalesce(NEW.public_description, NEW.description), NEW.address_text, NEW.neighbourhood))
      ON CONFLICT (petition_id) DO UPDATE SET words = excluded.words;
  ELSE
    DELETE FROM public_petition_words WHERE petition_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER petitions_keep_public_words
  AFTER INSERT ON petitions FOR EACH ROW
  WHEN (NEW.visibility = 'public' AND NEW.moderation = 'published')
  EXECUTE FUNCTION keep_public_words();
CREATE TRIGGER petitions_change_public_words
  AFTER UPDATE OF description, public_description, address_text, neighbourhood, visibility, moderation ON petitions
  FOR EACH ROW
  WHEN (OLD.visibility = 'public' AND OLD.moderation = 'published'
    OR NEW.visibility = 'public' AND NEW.moderation = 'published')
  EXECUTE FUNCTION keep_public_words();

CREATE INDEX public_petition_words_words ON public_petition_words USING gin (words);
GRANT SELECT ON public_petition_words TO :app_role;
