-- Who works here, and who asks. Names, phones and addresses of persons are encrypted at rest.

CREATE TABLE users (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(email)),
  name text NOT NULL,
  job_title text NOT NULL DEFAULT '',
  password_hash text,
  password_changed_at timestamptz,
  must_change_password boolean NOT NULL DEFAULT false,
  totp_secret bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  recovery_code_hashes text[] NOT NULL DEFAULT '{}',
  is_demo boolean NOT NULL DEFAULT false,
  is_active boolean NOT NULL DEFAULT true,
  away_from date,
  away_until date,
  delegate_id uuid REFERENCES users,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE role_grants (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users,
  role_code text NOT NULL,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid REFERENCES authorities,
  unit_id uuid REFERENCES units,
  granted_by uuid REFERENCES users,
  granted_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);
CREATE INDEX role_grants_in_force ON role_grants (user_id) WHERE revoked_at IS NULL;
COMMENT ON COLUMN role_grants.authority_id IS 'Null: the whole city. With unit_id: that unit and the units below it.';

CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  user_id uuid NOT NULL REFERENCES users,
  second_factor_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX sessions_by_user ON sessions (user_id) WHERE revoked_at IS NULL;

CREATE TABLE one_time_tokens (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  purpose text NOT NULL CHECK (purpose IN ('set_password', 'recover_folio', 'verify_contact', 'open_petition')),
  user_id uuid REFERENCES users,
  subject jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE TABLE sign_in_attempts (
  id uuid PRIMARY KEY,
  email_hash bytea NOT NULL,
  address_hash bytea NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  succeeded boolean NOT NULL
);
CREATE INDEX sign_in_attempts_recent ON sign_in_attempts (email_hash, at DESC);

CREATE TABLE persons (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  kind text NOT NULL DEFAULT 'natural' CHECK (kind IN ('natural', 'organisation')),
  data_key bytea,
  name_cipher bytea,
  preferred_channel text,
  language text NOT NULL DEFAULT 'es',
  merged_into uuid REFERENCES persons,
  erased_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN persons.data_key IS 'The person''s own key, wrapped by the master key; erasing it erases the person.';

CREATE TABLE person_identities (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES persons,
  kind text NOT NULL CHECK (kind IN ('phone', 'email', 'whatsapp', 'document')),
  value_cipher bytea NOT NULL,
  blind_index bytea NOT NULL,
  verified_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (person_id, kind, blind_index)
);
CREATE INDEX person_identities_lookup ON person_identities (blind_index, kind);

CREATE TABLE person_name_words (
  person_id uuid NOT NULL REFERENCES persons,
  blind_index bytea NOT NULL,
  PRIMARY KEY (blind_index, person_id)
);

CREATE TABLE person_changes (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES persons,
  other_person_id uuid REFERENCES persons,
  change text NOT NULL CHECK (change IN ('created', 'identity_added', 'merged', 'split', 'renamed', 'erased')),
  user_id uuid REFERENCES users,
  at timestamptz NOT NULL DEFAULT now(),
  payload jsonb NOT NULL DEFAULT '{}'
);

CREATE TABLE personal_data_views (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users,
  person_id uuid,
  petition_id uuid,
  what text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX personal_data_views_by_person ON personal_data_views (person_id, at DESC);

CREATE TABLE privacy_consents (
  id uuid PRIMARY KEY,
  person_id uuid REFERENCES persons,
  petition_id uuid,
  text_code text NOT NULL,
  text_version integer NOT NULL,
  channel text NOT NULL,
  at timestamptz NOT NULL
);
COMMENT ON TABLE privacy_consents IS 'Which version of the privacy notice was shown, when, on which channel.';

CREATE TABLE saved_views (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users,
  name text NOT NULL,
  query text NOT NULL,
  position integer NOT NULL DEFAULT 0,
  UNIQUE (user_id, name)
);
