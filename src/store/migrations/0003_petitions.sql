-- The petition, its history, its clocks, its assignments and what was said about it.

CREATE TABLE petitions (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  folio text NOT NULL UNIQUE,
  access_key_hash bytea,
  access_key_issue smallint NOT NULL DEFAULT 1,
  filing_authority_id uuid NOT NULL REFERENCES authorities,
  current_authority_id uuid NOT NULL REFERENCES authorities,
  authority_ids uuid[] NOT NULL,
  unit_id uuid NOT NULL REFERENCES units,
  assignee_id uuid REFERENCES users,
  person_id uuid REFERENCES persons,
  identity text NOT NULL CHECK (identity IN ('named', 'anonymous', 'reserved')),
  kind_code text NOT NULL,
  service_id uuid NOT NULL REFERENCES services,
  channel text NOT NULL,
  stage text NOT NULL CHECK (stage IN ('received', 'assigned', 'in_work', 'waiting_citizen', 'replied', 'closed')),
  outcome_code text,
  outcome_class text,
  visibility text NOT NULL CHECK (visibility IN ('public', 'masked', 'private', 'reserved')),
  named_unit_id uuid REFERENCES units,
  moderation text NOT NULL DEFAULT 'pending' CHECK (moderation IN ('pending', 'published', 'withheld', 'quarantined')),
  description text NOT NULL,
  public_description text,
  answers jsonb NOT NULL DEFAULT '[]',
  priority smallint NOT NULL DEFAULT 0,
  priority_reason text,
  address_text text,
  place_note text,
  latitude double precision CHECK (latitude BETWEEN -90 AND 90),
  longitude double precision CHECK (longitude BETWEEN -180 AND 180),
  zone_code text,
  neighbourhood text,
  routing jsonb NOT NULL,
  received_at timestamptz NOT NULL,
  filed_at timestamptz NOT NULL,
  filed_on date NOT NULL,
  accept_due_at timestamptz,
  reply_due_at timestamptz,
  resolve_due_at timestamptz,
  citizen_due_at timestamptz,
  due_at timestamptz,
  replied_at timestamptz,
  notified_at timestamptz,
  closes_on date,
  closed_at timestamptz,
  reopened_count smallint NOT NULL DEFAULT 0,
  transferred_count smallint NOT NULL DEFAULT 0,
  extended boolean NOT NULL DEFAULT false,
  supporters_count integer NOT NULL DEFAULT 0,
  merged_into uuid REFERENCES petitions,
  created_by uuid REFERENCES users,
  source jsonb,
  version integer NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL,
  search tsvector GENERATED ALWAYS AS (
    to_tsvector('spanish_unaccent', description || ' ' || coalesce(address_text, '') || ' ' || coalesce(neighbourhood, ''))
  ) STORED
);
COMMENT ON COLUMN petitions.due_at IS 'Earliest end of a running clock; projected from the ledger. Overdue is computed by the query.';
COMMENT ON COLUMN petitions.authority_ids IS 'Every authority that ever held it: the second wall (row-level security) reads this.';
COMMENT ON COLUMN petitions.named_unit_id IS 'A complaint about an official of this unit is hidden from it.';
COMMENT ON COLUMN petitions.source IS 'Where an imported petition came from: system, id, line; never personal data.';

CREATE INDEX petitions_open_by_unit ON petitions (unit_id, due_at, id) WHERE stage <> 'closed';
CREATE INDEX petitions_open_by_authority ON petitions (current_authority_id, due_at, id) WHERE stage <> 'closed';
CREATE INDEX petitions_open_by_assignee ON petitions (assignee_id, due_at, id) WHERE stage <> 'closed';
CREATE INDEX petitions_open_by_city ON petitions (city_id, due_at, id) WHERE stage <> 'closed';
CREATE INDEX petitions_newest ON petitions (city_id, received_at DESC, id DESC);
CREATE INDEX petitions_changed ON petitions (city_id, updated_at, id);
CREATE INDEX petitions_by_authority_newest ON petitions (current_authority_id, received_at DESC, id DESC);
CREATE INDEX petitions_by_person ON petitions (person_id, received_at DESC) WHERE person_id IS NOT NULL;
CREATE INDEX petitions_near ON petitions (city_id, service_id, latitude, longitude) WHERE stage <> 'closed' AND latitude IS NOT NULL;
CREATE INDEX petitions_search ON petitions USING gin (search);
CREATE INDEX petitions_to_close ON petitions (closes_on) WHERE stage = 'replied';
CREATE UNIQUE INDEX petitions_imported_once ON petitions (city_id, (source ->> 'system'), (source ->> 'id')) WHERE source IS NOT NULL;

CREATE TABLE petition_events (
  id uuid PRIMARY KEY,
  petition_id uuid NOT NULL REFERENCES petitions,
  seq integer NOT NULL,
  type text NOT NULL,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('citizen', 'staff', 'system', 'api')),
  actor_user_id uuid REFERENCES users,
  authority_id uuid REFERENCES authorities,
  audience text NOT NULL CHECK (audience IN ('staff', 'citizen', 'public')),
  payload jsonb NOT NULL,
  previous_hash bytea,
  hash bytea NOT NULL,
  UNIQUE (petition_id, seq)
);
CREATE INDEX petition_events_recent ON petition_events (at, id);
COMMENT ON TABLE petition_events IS 'History. The application may insert and read, never change. No personal data in payloads.';

CREATE TABLE clock_entries (
  id uuid PRIMARY KEY,
  petition_id uuid NOT NULL REFERENCES petitions,
  seq integer NOT NULL,
  clock text NOT NULL,
  type text NOT NULL,
  at timestamptz NOT NULL,
  entry jsonb NOT NULL,
  UNIQUE (petition_id, seq)
);
COMMENT ON TABLE clock_entries IS 'The ledger the due dates are derived from; append-only. entry: ClockEntry of core/deadlines/clock.ts.';

CREATE TABLE assignments (
  id uuid PRIMARY KEY,
  petition_id uuid NOT NULL REFERENCES petitions,
  authority_id uuid NOT NULL REFERENCES authorities,
  unit_id uuid NOT NULL REFERENCES units,
  part text NOT NULL DEFAULT 'answering' CHECK (part IN ('answering', 'contributing')),
  state text NOT NULL CHECK (state IN ('to_accept', 'accepted', 'returned', 'transferred', 'finished')),
  assigned_by uuid REFERENCES users,
  assigned_at timestamptz NOT NULL,
  accept_due_at timestamptz,
  accepted_at timestamptz,
  ended_at timestamptz,
  reason text,
  instructions text,
  days_used integer
);
CREATE INDEX assignments_by_petition ON assignments (petition_id, assigned_at);
CREATE INDEX assignments_open_by_unit ON assignments (unit_id, state) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX assignments_one_answers ON assignments (petition_id) WHERE ended_at IS NULL AND part = 'answering';

CREATE TABLE contacts (
  petition_id uuid NOT NULL REFERENCES petitions,
  part text NOT NULL CHECK (part IN ('petitioner', 'on_behalf_of')),
  person_id uuid REFERENCES persons,
  relation text,
  snapshot_cipher bytea,
  notify_by text CHECK (notify_by IN ('email', 'phone', 'letter', 'whatsapp', 'none')),
  PRIMARY KEY (petition_id, part)
);
COMMENT ON TABLE contacts IS 'What the person gave for this petition, as given; encrypted under the person''s key.';

CREATE TABLE messages (
  id uuid PRIMARY KEY,
  petition_id uuid NOT NULL REFERENCES petitions,
  kind text NOT NULL CHECK (kind IN ('note', 'question', 'answer', 'update', 'withdrawal', 'contest', 'confirmation')),
  audience text NOT NULL CHECK (audience IN ('staff', 'citizen', 'public')),
  body text NOT NULL,
  author_kind text NOT NULL CHECK (author_kind IN ('citizen', 'staff', 'system', 'api')),
  author_user_id uuid REFERENCES users,
  at timestamptz NOT NULL,
  answers_id uuid REFERENCES messages,
  external_id text
);
CREATE INDEX messages_by_petition ON messages (petition_id, at);
CREATE UNIQUE INDEX messages_external_once ON messages (petition_id, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE replies (
  id uuid PRIMARY KEY,
  petition_id uuid NOT NULL REFERENCES petitions,
  state text NOT NULL CHECK (state IN ('draft', 'to_approve', 'sent', 'discarded')),
  document_number text UNIQUE,
  outcome_code text NOT NULL,
  body text NOT NULL,
  reasons text NOT NULL DEFAULT '',
  next_step text NOT NULL DEFAULT '',
  means_of_appeal text NOT NULL,
  responsible_name text NOT NULL,
  responsible_title text NOT NULL,
  unit_id uuid NOT NULL REFERENCES units,
  drafted_by uuid REFERENCES users,
  drafted_at timestamptz NOT NULL,
  approved_by uuid REFERENCES users,
  sent_at timestamptz,
  corrects_id uuid REFERENCES replies,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX replies_by_petition ON replies (petition_id, drafted_at);

CREATE TABLE files (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  petition_id uuid REFERENCES petitions,
  draft_id uuid,
  message_id uuid REFERENCES messages,
  reply_id uuid REFERENCES replies,
  storage_name text NOT NULL UNIQUE,
  display_name text NOT NULL,
  media_type text NOT NULL,
  bytes integer NOT NULL,
  sha256 bytea NOT NULL,
  width integer,
  height integer,
  alt_text text,
  audience text NOT NULL CHECK (audience IN ('staff', 'citizen', 'public')),
  uploaded_kind text NOT NULL CHECK (uploaded_kind IN ('citizen', 'staff', 'system', 'api')),
  uploaded_by uuid REFERENCES users,
  at timestamptz NOT NULL,
  removed_at timestamptz
);
CREATE INDEX files_by_petition ON files (petition_id) WHERE removed_at IS NULL;
CREATE INDEX files_by_draft ON files (draft_id) WHERE draft_id IS NOT NULL;

CREATE TABLE supporters (
  id uuid PRIMARY KEY,
  petition_id uuid NOT NULL REFERENCES petitions,
  person_id uuid REFERENCES persons,
  access_key_hash bytea NOT NULL,
  channel text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX supporters_by_petition ON supporters (petition_id);

CREATE TABLE interactions (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  channel text NOT NULL,
  kind text NOT NULL,
  petition_id uuid REFERENCES petitions,
  person_id uuid REFERENCES persons,
  user_id uuid REFERENCES users,
  at timestamptz NOT NULL,
  summary text
);
CREATE INDEX interactions_by_petition ON interactions (petition_id) WHERE petition_id IS NOT NULL;

CREATE UNLOGGED TABLE presences (
  petition_id uuid NOT NULL,
  user_id uuid NOT NULL,
  doing text NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (petition_id, user_id)
);

-- One sequence per authority and year: filings do not wait for each other, gaps are possible and documented.
CREATE FUNCTION next_folio_number(authority_code text, filing_year integer) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE name text := 'folio_' || lower(regexp_replace(authority_code, '[^A-Za-z0-9]', '', 'g')) || '_' || filing_year;
BEGIN
  RETURN nextval(format('public.%I', name));
EXCEPTION WHEN undefined_table THEN
  BEGIN
    EXECUTE format('CREATE SEQUENCE IF NOT EXISTS public.%I AS bigint', name);
  EXCEPTION WHEN unique_violation OR duplicate_table THEN NULL;
  END;
  RETURN nextval(format('public.%I', name));
END $$;
