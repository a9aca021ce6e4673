-- Until when a review may be contested, and calibration: several who review judge the same interactions, each blind.
SELECT set_config('atiende.actor', 'system', true);

ALTER TABLE quality_reviews ADD COLUMN contest_until date;
COMMENT ON COLUMN quality_reviews.contest_until IS 'The last day, by the calendar of the authority when it was submitted; null: no limit.';

CREATE TABLE quality_calibrations (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  unit_id uuid REFERENCES units,
  from_on date NOT NULL,
  until_on date NOT NULL,
  seed text NOT NULL,
  frame_size integer NOT NULL,
  frame_hash text NOT NULL,
  form_version integer NOT NULL,
  opened_at timestamptz NOT NULL,
  opened_by uuid NOT NULL REFERENCES users,
  compared_at timestamptz,
  compared_by uuid REFERENCES users,
  CHECK ((compared_at IS NULL) = (compared_by IS NULL))
);
CREATE INDEX quality_calibrations_listed ON quality_calibrations (city_id, opened_at DESC);

CREATE TABLE quality_calibration_items (
  id uuid PRIMARY KEY,
  calibration_id uuid NOT NULL REFERENCES quality_calibrations,
  authority_id uuid NOT NULL REFERENCES authorities,
  place integer NOT NULL CHECK (place > 0),
  interaction_id uuid NOT NULL UNIQUE REFERENCES interactions,
  unit_id uuid REFERENCES units,
  agent_id uuid NOT NULL REFERENCES users,
  reference_marks jsonb,
  reference_score numeric(5, 2) CHECK (reference_score BETWEEN 0 AND 100),
  reference_passes boolean,
  reference_words text,
  kept_at timestamptz,
  kept_by uuid REFERENCES users CHECK (kept_by <> agent_id),
  UNIQUE (calibration_id, place),
  CHECK ((kept_at IS NULL) = (reference_marks IS NULL))
);
COMMENT ON COLUMN quality_calibration_items.reference_marks IS 'What all agreed on after they compared; it is no review and counts in no figure of who attended.';

CREATE TABLE quality_calibration_scores (
  item_id uuid NOT NULL REFERENCES quality_calibration_items,
  authority_id uuid NOT NULL REFERENCES authorities,
  reviewer_id uuid NOT NULL REFERENCES users,
  marks jsonb NOT NULL,
  score numeric(5, 2) NOT NULL CHECK (score BETWEEN 0 AND 100),
  passes boolean NOT NULL,
  scored_at timestamptz NOT NULL,
  PRIMARY KEY (item_id, reviewer_id)
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['quality_calibrations', 'quality_calibration_items', 'quality_calibration_scores'] LOOP
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
GRANT SELECT, INSERT, UPDATE ON quality_calibrations, quality_calibration_items, quality_calibration_scores TO :app_role;
