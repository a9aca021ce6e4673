-- What a city decides: rows with history, loaded from a pack and edited in the console.

CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Spanish stems without accents: «iluminación» finds «iluminacion».
CREATE TEXT SEARCH CONFIGURATION spanish_unaccent (COPY = spanish);
ALTER TEXT SEARCH CONFIGURATION spanish_unaccent
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, spanish_stem;

-- unaccent() is only STABLE because its dictionary may change; ours does not, and an index needs IMMUTABLE.
CREATE FUNCTION fold_text(input text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  AS $$ SELECT lower(public.unaccent('public.unaccent', input)) $$;

CREATE TABLE cities (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE CHECK (code ~ '^[a-z0-9][a-z0-9-]{1,40}$'),
  name text NOT NULL,
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  locale text NOT NULL,
  time_zone text NOT NULL,
  host text UNIQUE,
  is_demo boolean NOT NULL DEFAULT false,
  settings jsonb NOT NULL,
  changeset timestamptz NOT NULL DEFAULT now(),
  configuration_version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE cities IS 'A city is a pack and an Open311 jurisdiction; it owns the service catalogue.';
COMMENT ON COLUMN cities.settings IS 'Emergency number, filing rule, transfer rule, closing days, map, branding, contact; shape: CitySettings.';
COMMENT ON COLUMN cities.changeset IS 'Grows when a service is edited; Open311 clients refresh their catalogue by it.';

CREATE TABLE authorities (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  code text NOT NULL CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,40}$'),
  folio_code text NOT NULL UNIQUE CHECK (folio_code ~ '^[A-Z0-9]{2,6}$'),
  name text NOT NULL,
  short_name text NOT NULL,
  level text NOT NULL CHECK (level IN ('city', 'borough', 'agency')),
  time_zone text NOT NULL,
  calendar_id uuid,
  triage_unit_id uuid,
  branding jsonb NOT NULL DEFAULT '{}',
  contact jsonb NOT NULL DEFAULT '{}',
  is_active boolean NOT NULL DEFAULT true,
  position integer NOT NULL DEFAULT 0,
  UNIQUE (city_id, code)
);

CREATE TABLE units (
  id uuid PRIMARY KEY,
  authority_id uuid NOT NULL REFERENCES authorities,
  parent_id uuid REFERENCES units,
  code text NOT NULL,
  name text NOT NULL,
  responsible_name text NOT NULL,
  responsible_title text NOT NULL,
  email text,
  phone text,
  address text,
  is_triage boolean NOT NULL DEFAULT false,
  reply_needs_approval boolean NOT NULL DEFAULT false,
  is_active boolean NOT NULL DEFAULT true,
  position integer NOT NULL DEFAULT 0,
  UNIQUE (authority_id, code)
);
ALTER TABLE authorities ADD FOREIGN KEY (triage_unit_id) REFERENCES units DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE calendars (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  code text NOT NULL,
  name text NOT NULL,
  country_calendar text NOT NULL,
  time_zone text NOT NULL,
  business_weekdays smallint[] NOT NULL DEFAULT '{1,2,3,4,5}',
  covers_from date NOT NULL,
  covers_until date NOT NULL,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (city_id, code)
);
ALTER TABLE authorities ADD FOREIGN KEY (calendar_id) REFERENCES calendars;

CREATE TABLE calendar_days (
  id uuid PRIMARY KEY,
  calendar_id uuid NOT NULL REFERENCES calendars,
  day date NOT NULL,
  kind text NOT NULL CHECK (kind IN ('holiday', 'closure', 'suspension', 'working_day')),
  name text NOT NULL,
  source text NOT NULL,
  reason text,
  origin text NOT NULL CHECK (origin IN ('country', 'pack', 'console')),
  declared_by uuid,
  declared_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);
CREATE UNIQUE INDEX calendar_days_in_force ON calendar_days (calendar_id, day, origin) WHERE revoked_at IS NULL;
COMMENT ON TABLE calendar_days IS 'Exceptions to the weekly pattern. console rules over pack, pack over country.';

CREATE TABLE opening_hours (
  id uuid PRIMARY KEY,
  authority_id uuid NOT NULL REFERENCES authorities,
  channel text NOT NULL,
  weekday smallint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  opens time NOT NULL,
  closes time NOT NULL CHECK (closes > opens)
);
CREATE INDEX opening_hours_by_authority ON opening_hours (authority_id, channel);

CREATE TABLE channel_addresses (
  id uuid PRIMARY KEY,
  authority_id uuid NOT NULL REFERENCES authorities,
  channel text NOT NULL,
  label text NOT NULL,
  value text NOT NULL,
  position integer NOT NULL DEFAULT 0
);
COMMENT ON TABLE channel_addresses IS 'Telephone, WhatsApp number, desk address, site: what the portal shows with its hours.';

CREATE TABLE kinds (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  code text NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  legal_basis text,
  default_visibility text NOT NULL CHECK (default_visibility IN ('public', 'masked', 'private', 'reserved')),
  hidden_from_named_unit boolean NOT NULL DEFAULT false,
  allows_anonymous boolean NOT NULL DEFAULT true,
  position integer NOT NULL DEFAULT 0,
  is_active boolean NOT NULL DEFAULT true,
  UNIQUE (city_id, code)
);

CREATE TABLE terms (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  code text NOT NULL,
  clock text NOT NULL CHECK (clock IN ('accept', 'reply', 'resolve', 'completion', 'transfer')),
  kind_code text,
  service_code text,
  authority_code text,
  length integer NOT NULL CHECK (length BETWEEN 1 AND 400),
  unit text NOT NULL CHECK (unit IN ('business_days', 'calendar_days', 'months', 'hours')),
  counting_rule text NOT NULL,
  citation text NOT NULL,
  extension jsonb,
  valid_from date NOT NULL,
  valid_until date,
  is_active boolean NOT NULL DEFAULT true,
  UNIQUE (city_id, code, valid_from)
);

CREATE TABLE service_groups (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  code text NOT NULL,
  name text NOT NULL,
  icon text NOT NULL DEFAULT 'otro',
  position integer NOT NULL DEFAULT 0,
  UNIQUE (city_id, code)
);

CREATE TABLE services (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  group_id uuid REFERENCES service_groups,
  code text NOT NULL CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,60}$'),
  name text NOT NULL,
  description text NOT NULL,
  kind_code text NOT NULL,
  keywords text[] NOT NULL DEFAULT '{}',
  questions jsonb NOT NULL DEFAULT '[]',
  location text NOT NULL CHECK (location IN ('required', 'optional', 'none')),
  response_type text NOT NULL DEFAULT 'realtime' CHECK (response_type IN ('realtime', 'batch', 'blackbox')),
  visibility text CHECK (visibility IN ('public', 'masked', 'private', 'reserved')),
  notice text,
  emergency_words text[] NOT NULL DEFAULT '{}',
  is_active boolean NOT NULL DEFAULT true,
  position integer NOT NULL DEFAULT 0,
  version integer NOT NULL DEFAULT 1,
  search_text text NOT NULL,
  search tsvector GENERATED ALWAYS AS (to_tsvector('spanish_unaccent', search_text)) STORED,
  UNIQUE (city_id, code)
);
CREATE INDEX services_search ON services USING gin (search);
CREATE INDEX services_trigrams ON services USING gin (fold_text(search_text) gin_trgm_ops);
COMMENT ON COLUMN services.search_text IS 'Name, description, group and everyday words, joined by the action that saves the service.';
COMMENT ON COLUMN services.questions IS 'The service''s own questions; shape: Question[] of core/petitions/questions.ts.';

CREATE TABLE zones (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  code text NOT NULL,
  name text NOT NULL,
  level text NOT NULL CHECK (level IN ('city', 'borough', 'neighbourhood')),
  parent_code text,
  authority_id uuid REFERENCES authorities,
  geometry jsonb,
  is_approximate boolean NOT NULL DEFAULT false,
  source text,
  UNIQUE (city_id, code)
);
COMMENT ON COLUMN zones.geometry IS 'GeoJSON Polygon or MultiPolygon, WGS84; null where only a list is at hand.';

CREATE TABLE routing_rules (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  service_code text,
  zone_code text,
  kind_code text,
  channel text,
  unit_id uuid NOT NULL REFERENCES units,
  note text,
  position integer NOT NULL DEFAULT 0,
  is_active boolean NOT NULL DEFAULT true
);
CREATE UNIQUE INDEX routing_rules_once ON routing_rules
  (city_id, coalesce(service_code, ''), coalesce(zone_code, ''), coalesce(kind_code, ''), coalesce(channel, ''))
  WHERE is_active;

CREATE TABLE outcomes (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  code text NOT NULL,
  class text NOT NULL CHECK (class IN ('resolved', 'partly_resolved', 'refused', 'not_competent', 'withdrawn', 'duplicate')),
  name text NOT NULL,
  position integer NOT NULL DEFAULT 0,
  is_active boolean NOT NULL DEFAULT true,
  UNIQUE (city_id, code)
);

CREATE TABLE reply_templates (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid REFERENCES authorities,
  code text NOT NULL,
  name text NOT NULL,
  service_code text,
  outcome_code text,
  body text NOT NULL,
  is_active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (city_id, code)
);

CREATE TABLE texts (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  code text NOT NULL,
  version integer NOT NULL,
  body text NOT NULL,
  valid_from timestamptz NOT NULL DEFAULT now(),
  UNIQUE (city_id, code, version)
);
COMMENT ON TABLE texts IS 'Privacy notice, means of appeal, welcome …; append-only, the newest version is in force.';

CREATE TABLE roles (
  id uuid PRIMARY KEY,
  city_id uuid REFERENCES cities,
  code text NOT NULL,
  name text NOT NULL,
  permissions text[] NOT NULL,
  UNIQUE NULLS NOT DISTINCT (city_id, code)
);

CREATE TABLE configuration_changes (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  entity text NOT NULL,
  entity_code text NOT NULL,
  changed_by uuid,
  changed_at timestamptz NOT NULL DEFAULT now(),
  before jsonb,
  after jsonb
);
CREATE INDEX configuration_changes_newest ON configuration_changes (city_id, changed_at DESC);
COMMENT ON COLUMN cities.configuration_version IS 'Grows with every change of anything a city decides; processes drop their cached copy by it.';
