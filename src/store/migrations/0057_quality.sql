-- Review of how people were attended: interactions drawn by lot, marked by a form of the city, told to who attended them.
SELECT set_config('atiende.actor', 'system', true);

-- Each saving is another version; a review names the one it was made with.
CREATE TABLE quality_forms (
  city_id uuid NOT NULL REFERENCES cities,
  version integer NOT NULL CHECK (version > 0),
  form jsonb NOT NULL,
  saved_at timestamptz NOT NULL,
  saved_by uuid REFERENCES users,
  PRIMARY KEY (city_id, version)
);
GRANT SELECT, INSERT ON quality_forms TO :app_role;

CREATE TABLE quality_samples (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  unit_id uuid REFERENCES units,
  from_on date NOT NULL,
  until_on date NOT NULL,
  per_stratum integer NOT NULL CHECK (per_stratum BETWEEN 1 AND 20),
  seed text NOT NULL,
  frame_size integer NOT NULL,
  frame_hash text NOT NULL,
  drawn integer NOT NULL,
  drawn_at timestamptz NOT NULL,
  drawn_by uuid NOT NULL REFERENCES users
);
CREATE INDEX quality_samples_listed ON quality_samples (city_id, drawn_at DESC);
COMMENT ON COLUMN quality_samples.seed IS 'Made by the system: who reviews does not choose.';
COMMENT ON COLUMN quality_samples.frame_hash IS 'Mark of all ids among which was drawn, in order: with the seed the same ones are drawn again.';

CREATE TABLE quality_reviews (
  id uuid PRIMARY KEY,
  sample_id uuid NOT NULL REFERENCES quality_samples,
  interaction_id uuid NOT NULL UNIQUE REFERENCES interactions,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  unit_id uuid REFERENCES units,
  agent_id uuid NOT NULL REFERENCES users,
  state text NOT NULL CHECK (state IN ('to_review', 'set_aside', 'submitted', 'acknowledged', 'contested', 'settled')),
  reviewer_id uuid REFERENCES users CHECK (reviewer_id <> agent_id),
  form_version integer,
  marks jsonb,
  score numeric(5, 2) CHECK (score BETWEEN 0 AND 100),
  passes boolean,
  feedback text,
  submitted_at timestamptz,
  answer text,
  answered_at timestamptz,
  settled_by uuid REFERENCES users CHECK (settled_by <> agent_id AND settled_by <> reviewer_id),
  settled_at timestamptz,
  ruling text,
  CHECK (state IN ('to_review', 'set_aside') OR (reviewer_id IS NOT NULL AND marks IS NOT NULL AND submitted_at IS NOT NULL))
);
CREATE INDEX quality_reviews_listed ON quality_reviews (city_id, state, id);
CREATE INDEX quality_reviews_of_agent ON quality_reviews (agent_id, submitted_at);
CREATE INDEX quality_reviews_of_sample ON quality_reviews (sample_id);
COMMENT ON COLUMN quality_reviews.form_version IS 'Zero: the form that comes with the product.';
COMMENT ON COLUMN quality_reviews.marks IS 'How each criterion was met, why, and which critical errors there were.';

-- History: written once.
CREATE TABLE quality_review_events (
  id uuid PRIMARY KEY,
  review_id uuid NOT NULL REFERENCES quality_reviews,
  authority_id uuid NOT NULL REFERENCES authorities,
  at timestamptz NOT NULL,
  user_id uuid REFERENCES users,
  type text NOT NULL CHECK (type IN ('drawn', 'set_aside', 'submitted', 'taken_back', 'acknowledged', 'contested', 'settled')),
  score numeric(5, 2),
  words text
);
CREATE INDEX quality_review_events_of ON quality_review_events (review_id, at, id);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['quality_samples', 'quality_reviews', 'quality_review_events'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($policy$CREATE POLICY %I ON %I USING (
      CASE current_setting('atiende.actor', true)
        WHEN 'system' THEN true
        WHEN 'staff' THEN authority_id = ANY (current_setting('atiende.authorities', true)::uuid[])
        ELSE false
      END)$policy$, name || '_seen', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT ON quality_samples, quality_review_events TO :app_role;
GRANT SELECT, INSERT, UPDATE ON quality_reviews TO :app_role;
