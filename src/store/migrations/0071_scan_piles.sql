-- Piles of letters with cover sheets between them that are scanned in one go, split by the codes of the sheets; and a
-- search of the register by words of the subject through an index.
SELECT set_config('atiende.actor', 'system', true);

CREATE TABLE scan_piles (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  unit_id uuid REFERENCES units,
  file_ids uuid[] NOT NULL,
  state text NOT NULL CHECK (state IN ('reading', 'read', 'failed', 'binding', 'bound')),
  problem text CHECK (problem IN ('no_reader', 'unreadable', 'too_many_pages')),
  pages integer NOT NULL DEFAULT 0,
  steps integer NOT NULL DEFAULT 0,
  steps_done integer NOT NULL DEFAULT 0,
  uploaded_at timestamptz NOT NULL,
  uploaded_by uuid NOT NULL REFERENCES users,
  bound_at timestamptz,
  bound_by uuid REFERENCES users,
  undone_at timestamptz,
  undone_by uuid REFERENCES users,
  undone_reason text,
  CHECK ((state = 'failed') = (problem IS NOT NULL))
);
COMMENT ON COLUMN scan_piles.file_ids IS 'As they were scanned. They go after fourteen days; what was bound has files of its own.';
COMMENT ON COLUMN scan_piles.steps IS 'How many pages are read, or bound, just now; steps_done: how many of them are done.';
CREATE INDEX scan_piles_book ON scan_piles (authority_id, uploaded_at DESC, id DESC);
CREATE INDEX scan_piles_files ON scan_piles USING gin (file_ids);

CREATE TABLE scan_pile_pages (
  pile_id uuid NOT NULL REFERENCES scan_piles,
  page integer NOT NULL,
  file_id uuid NOT NULL,
  page_of_file integer NOT NULL,
  code text,
  is_blank boolean NOT NULL,
  PRIMARY KEY (pile_id, page)
);

CREATE TABLE scan_pile_parts (
  id uuid PRIMARY KEY,
  pile_id uuid NOT NULL REFERENCES scan_piles,
  at_page integer NOT NULL,
  letter_id uuid NOT NULL REFERENCES incoming_letters,
  file_id uuid REFERENCES files ON DELETE SET NULL,
  is_named boolean NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'bound', 'skipped', 'undone'))
);
COMMENT ON COLUMN scan_pile_parts.is_named IS 'A person said whose it is, not a cover sheet.';
CREATE INDEX scan_pile_parts_of ON scan_pile_parts (pile_id);
CREATE INDEX scan_pile_parts_letter ON scan_pile_parts (letter_id);

ALTER TABLE scan_piles ENABLE ROW LEVEL SECURITY;
ALTER TABLE scan_piles FORCE ROW LEVEL SECURITY;
CREATE POLICY scan_piles_seen ON scan_piles USING (
  CASE current_setting('atiende.actor', true)
    WHEN 'system' THEN true
    WHEN 'staff' THEN authority_id = ANY (current_setting('atiende.authorities', true)::uuid[])
    ELSE false
  END
);
ALTER TABLE scan_pile_pages ENABLE ROW LEVEL SECURITY;
ALTER TABLE scan_pile_pages FORCE ROW LEVEL SECURITY;
CREATE POLICY scan_pile_pages_seen ON scan_pile_pages USING (EXISTS (SELECT FROM scan_piles s WHERE s.id = pile_id));
ALTER TABLE scan_pile_parts ENABLE ROW LEVEL SECURITY;
ALTER TABLE scan_pile_parts FORCE ROW LEVEL SECURITY;
CREATE POLICY scan_pile_parts_seen ON scan_pile_parts USING (EXISTS (SELECT FROM scan_piles s WHERE s.id = pile_id));

GRANT SELECT, INSERT, UPDATE ON scan_piles, scan_pile_parts TO :app_role;
GRANT SELECT, INSERT ON scan_pile_pages TO :app_role;

-- A file that was withdrawn goes for good after a month, also where a letter or a delivery names it.
ALTER TABLE incoming_letters DROP CONSTRAINT incoming_letters_scan_file_id_fkey,
  ADD CONSTRAINT incoming_letters_scan_file_id_fkey FOREIGN KEY (scan_file_id) REFERENCES files ON DELETE SET NULL;
ALTER TABLE paper_deliveries DROP CONSTRAINT paper_deliveries_proof_file_id_fkey,
  ADD CONSTRAINT paper_deliveries_proof_file_id_fkey FOREIGN KEY (proof_file_id) REFERENCES files ON DELETE SET NULL;
CREATE INDEX incoming_letters_scan_file ON incoming_letters (scan_file_id) WHERE scan_file_id IS NOT NULL;
CREATE INDEX paper_deliveries_proof_file ON paper_deliveries (proof_file_id) WHERE proof_file_id IS NOT NULL;

-- The words of a subject beside the letter: behind row-level security no index of words can be used (see 0015). Here ids
-- are found by words, without a wall; the letters are then read by id, behind it. The application's role may only ask.
CREATE TABLE letter_search (
  letter_id uuid PRIMARY KEY REFERENCES incoming_letters ON DELETE CASCADE,
  city_id uuid NOT NULL,
  subject text NOT NULL
);
COMMENT ON TABLE letter_search IS 'Subjects without capitals and accents. Only for finding ids: never shown.';
INSERT INTO letter_search (letter_id, city_id, subject) SELECT id, city_id, fold_text(subject) FROM incoming_letters;
CREATE FUNCTION keep_letter_search() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO letter_search (letter_id, city_id, subject) VALUES (NEW.id, NEW.city_id, fold_text(NEW.subject))
    ON CONFLICT (letter_id) DO UPDATE SET subject = excluded.subject;
  RETURN NULL;
END $$;
CREATE TRIGGER incoming_letters_keep_search
  AFTER INSERT OR UPDATE OF subject ON incoming_letters
  FOR EACH ROW EXECUTE FUNCTION keep_letter_search();
CREATE INDEX letter_search_subject ON letter_search USING gin (subject gin_trgm_ops);
GRANT SELECT ON letter_search TO :app_role;
