-- Spoken petitions: what is asked aloud at a counter or by telephone is written down by an official, read back, and a
-- copy is given to who asks for it (Ley 1755 de 2015, art. 15; Decreto 1166 de 2016).
SELECT set_config('atiende.actor', 'system', true);
CREATE TABLE spoken_petitions (
  petition_id uuid PRIMARY KEY REFERENCES petitions,
  taken_by uuid NOT NULL REFERENCES users,
  taken_at timestamptz NOT NULL,
  read_back boolean NOT NULL,
  language text,
  copy_asked boolean NOT NULL
);
COMMENT ON TABLE spoken_petitions IS 'Who took down a petition that was asked aloud, and when. Written once, with the filing.';
COMMENT ON COLUMN spoken_petitions.read_back IS 'The person heard it read and said that it is so.';
COMMENT ON COLUMN spoken_petitions.language IS 'The language it was spoken in, where it is not that of the city and was translated.';

CREATE TABLE spoken_copies (
  id uuid PRIMARY KEY,
  petition_id uuid NOT NULL REFERENCES spoken_petitions,
  way text NOT NULL CHECK (way IN ('paper', 'email')),
  given_by uuid NOT NULL REFERENCES users,
  given_at timestamptz NOT NULL
);
CREATE INDEX spoken_copies_of ON spoken_copies (petition_id, given_at);
COMMENT ON TABLE spoken_copies IS 'A copy of the record that was given to the person, and how.';

-- Read by who sees the petition; written by the actions as the system, with a filing in one statement.
ALTER TABLE spoken_petitions ENABLE ROW LEVEL SECURITY;
ALTER TABLE spoken_petitions FORCE ROW LEVEL SECURITY;
CREATE POLICY spoken_petitions_seen ON spoken_petitions
  USING (EXISTS (SELECT FROM petitions p WHERE p.id = petition_id))
  WITH CHECK (current_setting('atiende.actor', true) = 'system');
ALTER TABLE spoken_copies ENABLE ROW LEVEL SECURITY;
ALTER TABLE spoken_copies FORCE ROW LEVEL SECURITY;
CREATE POLICY spoken_copies_seen ON spoken_copies
  USING (EXISTS (SELECT FROM petitions p WHERE p.id = petition_id))
  WITH CHECK (current_setting('atiende.actor', true) = 'system');
GRANT SELECT, INSERT ON spoken_petitions, spoken_copies TO :app_role;
