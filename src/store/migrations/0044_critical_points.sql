-- Critical points: where people are worse attended than before, or ask again and again; found every night from what is
-- counted, and what is done about each (docs/decisions: critical points).
CREATE TABLE critical_points (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  unit_id uuid NOT NULL REFERENCES units,
  service_id uuid REFERENCES services,
  kind text NOT NULL CHECK (kind IN ('satisfaction_fell', 'time_rose', 'repeated_here', 'queue_rising')),
  zone_code text,
  latitude double precision,
  longitude double precision,
  key text NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'in_hand', 'passed', 'closed')),
  found_at timestamptz NOT NULL,
  last_found_at timestamptz NOT NULL,
  passed_at timestamptz,
  since date NOT NULL,
  compared text NOT NULL CHECK (compared IN ('previous', 'year', 'elsewhere', 'weeks')),
  before_value double precision NOT NULL,
  before_low double precision,
  before_high double precision,
  before_n integer,
  after_value double precision NOT NULL,
  after_low double precision,
  after_high double precision,
  after_n integer,
  weekly integer[] NOT NULL DEFAULT '{}',
  chance double precision NOT NULL,
  petitions integer NOT NULL,
  petition_ids uuid[] NOT NULL,
  owner_id uuid REFERENCES users,
  due_on date,
  plan text,
  result text CHECK (result IN ('solved', 'improved', 'no_change', 'no_problem')),
  closing_note text,
  closed_at timestamptz,
  closed_by uuid REFERENCES users,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (city_id, key),
  CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
  CHECK ((closed_at IS NULL) = (result IS NULL)),
  CHECK ((owner_id IS NULL) = (due_on IS NULL))
);
CREATE INDEX critical_points_listed ON critical_points (city_id, state, last_found_at DESC);
COMMENT ON COLUMN critical_points.key IS 'What makes it the same point when it is found again: kind, authority, and service, place or unit.';
COMMENT ON COLUMN critical_points.chance IS 'Adjusted for how many were looked at (Benjamini and Hochberg).';
COMMENT ON COLUMN critical_points.petition_ids IS 'At most 200 of the petitions behind it; who may see each is asked when it is read.';

-- History: written once.
CREATE TABLE critical_point_events (
  id uuid PRIMARY KEY,
  critical_point_id uuid NOT NULL REFERENCES critical_points,
  authority_id uuid NOT NULL REFERENCES authorities,
  at timestamptz NOT NULL,
  user_id uuid REFERENCES users,
  type text NOT NULL CHECK (type IN ('found', 'found_again', 'passed', 'planned', 'noted', 'closed')),
  owner_id uuid REFERENCES users,
  due_on date,
  words text
);
CREATE INDEX critical_point_events_of ON critical_point_events (critical_point_id, at, id);

CREATE TABLE critical_point_searches (
  city_id uuid PRIMARY KEY REFERENCES cities,
  searched_at timestamptz NOT NULL,
  looked_at integer NOT NULL,
  found integer NOT NULL
);

ALTER TABLE critical_points ENABLE ROW LEVEL SECURITY;
ALTER TABLE critical_points FORCE ROW LEVEL SECURITY;
CREATE POLICY critical_points_seen ON critical_points USING (
  CASE current_setting('atiende.actor', true)
    WHEN 'system' THEN true
    WHEN 'staff' THEN authority_id = ANY (current_setting('atiende.authorities', true)::uuid[])
    ELSE false
  END
);
ALTER TABLE critical_point_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE critical_point_events FORCE ROW LEVEL SECURITY;
CREATE POLICY critical_point_events_seen ON critical_point_events USING (
  CASE current_setting('atiende.actor', true)
    WHEN 'system' THEN true
    WHEN 'staff' THEN authority_id = ANY (current_setting('atiende.authorities', true)::uuid[])
    ELSE false
  END
);
GRANT SELECT, INSERT, UPDATE ON critical_points, critical_point_searches TO :app_role;
GRANT SELECT, INSERT ON critical_point_events TO :app_role;
