-- What an authority signs its letters with. The key is sealed under the installation's keys; removing a certificate
-- destroys its key and keeps what it was, because letters point to it.
CREATE TABLE signing_certificates (
  id uuid PRIMARY KEY,
  authority_id uuid NOT NULL REFERENCES authorities,
  subject text NOT NULL,
  issuer text NOT NULL,
  serial text NOT NULL,
  is_self_signed boolean NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_until timestamptz NOT NULL,
  sealed_key bytea,
  added_at timestamptz NOT NULL,
  removed_at timestamptz,
  CHECK ((sealed_key IS NULL) = (removed_at IS NOT NULL))
);
CREATE UNIQUE INDEX signing_certificates_in_use ON signing_certificates (authority_id) WHERE removed_at IS NULL;

-- The letter of a reply that was sent: made once, and these very bytes from then on.
CREATE TABLE letters (
  reply_id uuid PRIMARY KEY REFERENCES replies,
  petition_id uuid NOT NULL REFERENCES petitions,
  storage_name text NOT NULL UNIQUE,
  bytes integer NOT NULL,
  sha256 bytea NOT NULL,
  signing_certificate_id uuid REFERENCES signing_certificates,
  signed_by text,
  at timestamptz NOT NULL,
  CHECK ((signing_certificate_id IS NULL) = (signed_by IS NULL))
);
CREATE INDEX letters_by_petition ON letters (petition_id);

ALTER TABLE signing_certificates ENABLE ROW LEVEL SECURITY;
ALTER TABLE signing_certificates FORCE ROW LEVEL SECURITY;
CREATE POLICY signing_certificates_seen ON signing_certificates USING (
  CASE current_setting('atiende.actor', true)
    WHEN 'system' THEN true
    WHEN 'staff' THEN authority_id = ANY (current_setting('atiende.authorities', true)::uuid[])
    ELSE false
  END
);
ALTER TABLE letters ENABLE ROW LEVEL SECURITY;
ALTER TABLE letters FORCE ROW LEVEL SECURITY;
CREATE POLICY letters_seen ON letters USING (EXISTS (SELECT FROM petitions p WHERE p.id = petition_id));

GRANT SELECT, INSERT, UPDATE ON signing_certificates TO :app_role;
-- A letter is never rewritten by the application.
GRANT SELECT, INSERT ON letters TO :app_role;
