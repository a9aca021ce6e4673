-- Everything outbound is a row first; every write is done once.

CREATE TABLE outbox (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  petition_id uuid REFERENCES petitions,
  person_id uuid REFERENCES persons,
  reply_id uuid REFERENCES replies,
  channel text NOT NULL CHECK (channel IN ('email', 'webhook')),
  template text NOT NULL,
  dedupe_key text NOT NULL UNIQUE,
  recipient_cipher bytea,
  subject text NOT NULL,
  body_cipher bytea,
  state text NOT NULL CHECK (state IN ('queued', 'sent', 'kept', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  provider_id text,
  created_at timestamptz NOT NULL,
  sent_at timestamptz
);
CREATE INDEX outbox_by_petition ON outbox (petition_id, created_at);
CREATE INDEX outbox_waiting ON outbox (created_at) WHERE state = 'queued';
COMMENT ON COLUMN outbox.state IS 'kept: no mail server is configured; the message is shown in the console and can be sent later.';

CREATE TABLE idempotency_keys (
  scope text NOT NULL,
  key text NOT NULL,
  fingerprint bytea NOT NULL,
  result jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

CREATE TABLE drafts (
  id uuid PRIMARY KEY,
  secret_hash bytea NOT NULL UNIQUE,
  city_id uuid NOT NULL REFERENCES cities,
  data_cipher bytea NOT NULL,
  filed_petition_id uuid REFERENCES petitions,
  updated_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE TABLE api_keys (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  name text NOT NULL,
  key_hash bytea NOT NULL UNIQUE,
  permissions text[] NOT NULL,
  contact_email text,
  created_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);

CREATE TABLE open311_tokens (
  token text PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  petition_id uuid NOT NULL REFERENCES petitions,
  ready_at timestamptz NOT NULL
);

CREATE TABLE seals (
  authority_id uuid NOT NULL REFERENCES authorities,
  seq integer NOT NULL,
  at timestamptz NOT NULL,
  heads integer NOT NULL,
  previous_root bytea,
  root bytea NOT NULL,
  first_event_id uuid NOT NULL,
  last_event_id uuid NOT NULL,
  PRIMARY KEY (authority_id, seq)
);
COMMENT ON TABLE seals IS 'Merkle root over the new event hashes of an authority, every few seconds; append-only.';

CREATE TABLE import_rows (
  city_id uuid NOT NULL REFERENCES cities,
  system text NOT NULL,
  source_id text NOT NULL,
  petition_id uuid REFERENCES petitions,
  line integer NOT NULL,
  imported_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (city_id, system, source_id)
);

CREATE TABLE installation (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  id uuid NOT NULL,
  is_demo boolean NOT NULL,
  key_check bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN installation.key_check IS 'Says whether the master key at hand is the one this database was made with.';
