-- Open data: what a place tells of a person, and the files that are published.

ALTER TABLE services ADD COLUMN place_class text CHECK (place_class IN ('public_way', 'near_home', 'sensitive'));
COMMENT ON COLUMN services.place_class IS 'How far a place is coarsened wherever it is shown; null: as its visibility says (core/open-data/place-class.ts).';

-- One run of publishing: the instant all of its files tell of.
CREATE TABLE open_data_publications (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  snapshot_at timestamptz NOT NULL,
  finished_at timestamptz NOT NULL,
  petitions integer NOT NULL,
  withheld integer NOT NULL
);
CREATE INDEX open_data_publications_newest ON open_data_publications (city_id, snapshot_at DESC);
COMMENT ON COLUMN open_data_publications.withheld IS 'Petitions of months with too few to hide among; never published where it is below the crowd.';

-- Bytes in the file store. Files are lists of them, so that the whole is made of the months and nothing is kept twice.
CREATE TABLE open_data_pieces (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  storage_name text NOT NULL UNIQUE,
  bytes integer NOT NULL,
  sha256 bytea NOT NULL,
  unused_since timestamptz,
  UNIQUE (city_id, sha256)
);

CREATE TABLE open_data_files (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  dataset text NOT NULL,
  month text CHECK (month ~ '^\d{4}-\d{2}$'),
  format text NOT NULL,
  rows integer NOT NULL,
  bytes bigint NOT NULL,
  sha256 bytea NOT NULL,
  piece_ids uuid[] NOT NULL,
  issued_at timestamptz NOT NULL,
  modified_at timestamptz NOT NULL,
  UNIQUE NULLS NOT DISTINCT (city_id, dataset, month, format)
);
COMMENT ON COLUMN open_data_files.month IS 'Null: the whole dataset.';
COMMENT ON COLUMN open_data_files.modified_at IS 'Snapshot in which its bytes last changed.';

GRANT SELECT, INSERT, UPDATE, DELETE ON open_data_publications, open_data_pieces, open_data_files TO :app_role;
