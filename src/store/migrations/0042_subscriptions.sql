-- Who wants to be written to about new public petitions. A subscription belongs to an e-mail address and to no person: it
-- has a key of its own, and with its row everything is gone that was kept of the address, its messages too.
CREATE TABLE subscriptions (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  address_hash bytea NOT NULL,
  data_key bytea NOT NULL,
  address_cipher bytea NOT NULL,
  service_id uuid REFERENCES services,
  authority_id uuid REFERENCES authorities,
  zone_code text,
  frequency text NOT NULL CHECK (frequency IN ('day', 'week')),
  language text NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  leave_hash bytea NOT NULL UNIQUE,
  asked_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  told_until timestamptz NOT NULL,
  next_at timestamptz NOT NULL,
  UNIQUE NULLS NOT DISTINCT (city_id, address_hash, service_id, authority_id, zone_code)
);
CREATE INDEX subscriptions_due ON subscriptions (next_at) WHERE confirmed_at IS NOT NULL;
CREATE INDEX subscriptions_unconfirmed ON subscriptions (asked_at) WHERE confirmed_at IS NULL;
COMMENT ON COLUMN subscriptions.address_hash IS 'Keyed hash of the address: findable without being readable.';
COMMENT ON COLUMN subscriptions.token_hash IS 'Of the link that confirms, changes and ends it.';
COMMENT ON COLUMN subscriptions.leave_hash IS 'Of the link that mail programs have: it only ends it.';
COMMENT ON COLUMN subscriptions.told_until IS 'What was received up to then was told; moved in the transaction of the message that tells it.';

-- Nobody at the console sees who follows what.
ALTER TABLE subscriptions ENABLE ROW LEVEL SECURITY;
ALTER TABLE subscriptions FORCE ROW LEVEL SECURITY;
CREATE POLICY subscriptions_seen ON subscriptions USING ((SELECT current_setting('atiende.actor', true)) = 'system');
GRANT SELECT, INSERT, UPDATE, DELETE ON subscriptions TO :app_role;

ALTER TABLE outbox ADD COLUMN subscription_id uuid;
COMMENT ON COLUMN outbox.subscription_id IS 'Under whose key the message is. No reference: when the subscription is gone, nobody can read it.';
