-- The telephone in the browser. Nobody has a password for it that lasts: the exchange is told one when an agent connects,
-- and it is taken back when they disconnect, sign out or are gone. The password itself is in no table: it is worked out
-- from the installation's key and the id of the connection.
ALTER TABLE telephone_exchanges
  ADD COLUMN ari_address text,
  ADD COLUMN ari_username text,
  ADD COLUMN ari_secret_cipher bytea,
  ADD CHECK ((ari_address IS NULL) = (ari_username IS NULL) AND (ari_address IS NULL) = (ari_secret_cipher IS NULL));
COMMENT ON COLUMN telephone_exchanges.ari_address IS 'Where the exchange is told the passwords of telephones in browsers (http…/ari); null: there are none.';
COMMENT ON COLUMN telephone_exchanges.ari_secret_cipher IS 'Under the key of the installation.';

CREATE TABLE softphones (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  exchange_id uuid NOT NULL REFERENCES telephone_exchanges,
  user_id uuid NOT NULL REFERENCES users,
  session_id uuid REFERENCES sessions ON DELETE SET NULL,
  sip_user text NOT NULL CHECK (sip_user ~ '^[A-Za-z0-9_.-]{1,80}$'),
  started_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > started_at),
  ended_at timestamptz,
  told_at timestamptz,
  taken_back_at timestamptz
);
COMMENT ON TABLE softphones IS 'One browser that may be the telephone of an extension, from when to when.';
COMMENT ON COLUMN softphones.sip_user IS 'As the exchange calls the telephone; the extension may have another one later.';
COMMENT ON COLUMN softphones.told_at IS 'When the exchange took the password.';
COMMENT ON COLUMN softphones.taken_back_at IS 'When the exchange forgot it, or took that of the next one in its place.';
CREATE UNIQUE INDEX softphones_now ON softphones (exchange_id, sip_user) WHERE ended_at IS NULL;
CREATE INDEX softphones_to_take_back ON softphones (exchange_id, sip_user) WHERE ended_at IS NOT NULL AND taken_back_at IS NULL;
CREATE INDEX softphones_of_user ON softphones (user_id) WHERE ended_at IS NULL;
CREATE INDEX softphones_of_session ON softphones (session_id) WHERE session_id IS NOT NULL;

ALTER TABLE softphones ENABLE ROW LEVEL SECURITY;
ALTER TABLE softphones FORCE ROW LEVEL SECURITY;
CREATE POLICY softphones_seen ON softphones USING (
  CASE current_setting('atiende.actor', true)
    WHEN 'system' THEN true
    WHEN 'staff' THEN authority_id = ANY (current_setting('atiende.authorities', true)::uuid[])
    ELSE false
  END
);
GRANT SELECT, INSERT, UPDATE, DELETE ON softphones TO :app_role;
