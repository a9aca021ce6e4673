-- Telephony: the city's exchanges, their queues and extensions, each call with the parts that agents had in it, what
-- agents say of themselves, and who is to be called back. A call that somebody attended leads to one interaction.
CREATE TABLE telephone_exchanges (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  name text NOT NULL,
  host text NOT NULL,
  port integer NOT NULL DEFAULT 5038 CHECK (port BETWEEN 1 AND 65535),
  is_tls boolean NOT NULL DEFAULT false,
  username text NOT NULL,
  secret_cipher bytea NOT NULL,
  dial_context text NOT NULL DEFAULT 'atiende-salida',
  sip_address text,
  sip_domain text,
  is_enabled boolean NOT NULL DEFAULT true,
  link text NOT NULL DEFAULT 'down' CHECK (link IN ('up', 'down', 'refused')),
  link_since timestamptz,
  heard_at timestamptz,
  UNIQUE (city_id, name)
);
COMMENT ON COLUMN telephone_exchanges.secret_cipher IS 'Of the manager interface, under the key of the installation.';
COMMENT ON COLUMN telephone_exchanges.dial_context IS 'Of the dialplan, in which calls to the outside are made.';
COMMENT ON COLUMN telephone_exchanges.sip_address IS 'SIP over WebSocket for the telephone in the browser (wss://…); null: none.';
COMMENT ON COLUMN telephone_exchanges.link IS 'As the process that holds the line last said; refused: the exchange does not take user or secret.';
COMMENT ON COLUMN telephone_exchanges.heard_at IS 'When the exchange last said something: a line that is silent for longer than ten seconds is down.';

CREATE TABLE call_queues (
  id uuid PRIMARY KEY,
  exchange_id uuid NOT NULL REFERENCES telephone_exchanges,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  unit_id uuid REFERENCES units,
  code text NOT NULL CHECK (code ~ '^[A-Za-z0-9_-]{1,60}$'),
  name text NOT NULL,
  answer_within_s integer NOT NULL DEFAULT 20 CHECK (answer_within_s BETWEEN 1 AND 3600),
  target_percent integer NOT NULL DEFAULT 80 CHECK (target_percent BETWEEN 1 AND 100),
  short_abandon_s integer NOT NULL DEFAULT 5 CHECK (short_abandon_s BETWEEN 0 AND 120),
  calls_back boolean NOT NULL DEFAULT true,
  is_active boolean NOT NULL DEFAULT true,
  UNIQUE (exchange_id, code)
);
COMMENT ON COLUMN call_queues.code IS 'As the exchange calls it.';
COMMENT ON COLUMN call_queues.calls_back IS 'Whether who hangs up unheard is to be called back.';

CREATE TABLE telephone_extensions (
  id uuid PRIMARY KEY,
  exchange_id uuid NOT NULL REFERENCES telephone_exchanges,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  user_id uuid NOT NULL UNIQUE REFERENCES users,
  extension text NOT NULL CHECK (extension ~ '^[0-9*#]{1,20}$'),
  interface text NOT NULL CHECK (interface ~ '^[A-Za-z0-9]+/[A-Za-z0-9_.@-]{1,80}$'),
  sip_user text,
  sip_secret_cipher bytea,
  UNIQUE (exchange_id, extension),
  UNIQUE (exchange_id, interface)
);
COMMENT ON COLUMN telephone_extensions.interface IS 'Of the queue member, as the exchange writes it: PJSIP/101.';
COMMENT ON COLUMN telephone_extensions.sip_secret_cipher IS 'For the telephone in the browser, under the key of the installation.';

CREATE TABLE calls (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  exchange_id uuid NOT NULL REFERENCES telephone_exchanges,
  linked_id text NOT NULL,
  direction text NOT NULL CHECK (direction IN ('in', 'out')),
  queue_id uuid REFERENCES call_queues,
  number_cipher bytea,
  number_index bytea,
  person_id uuid REFERENCES persons,
  interaction_id uuid UNIQUE REFERENCES interactions,
  started_at timestamptz NOT NULL,
  queued_at timestamptz,
  answered_at timestamptz,
  ended_at timestamptz,
  wait_s numeric(9, 3),
  outcome text CHECK (outcome IN ('answered', 'abandoned', 'missed', 'unanswered')),
  hangup_cause integer,
  heard_at timestamptz NOT NULL,
  UNIQUE (exchange_id, linked_id),
  CHECK ((ended_at IS NULL) = (outcome IS NULL))
);
COMMENT ON COLUMN calls.linked_id IS 'Linkedid of the exchange: the id of the oldest channel, which is the key of the whole call.';
COMMENT ON COLUMN calls.queue_id IS 'The queue that it entered last; null for one that went to nobody''s queue.';
COMMENT ON COLUMN calls.number_cipher IS 'E.164, or as the exchange gave it, under the key of the installation; null for who hides it. Removed when the person is erased.';
COMMENT ON COLUMN calls.number_index IS 'Keyed hash as of person_identities, kind phone.';
COMMENT ON COLUMN calls.person_id IS 'The one person who has that number; who of several it was is in the interaction.';
COMMENT ON COLUMN calls.wait_s IS 'Seconds from entering the queue to the answer, or to hanging up.';
COMMENT ON COLUMN calls.outcome IS 'answered: by an agent; abandoned: hung up while waiting; missed: the queue gave up or nobody was there; unanswered: an outgoing one.';
CREATE INDEX calls_of_city ON calls (city_id, started_at DESC, id DESC);
CREATE INDEX calls_of_queue ON calls (queue_id, started_at);
CREATE INDEX calls_of_number ON calls (number_index, started_at) WHERE number_index IS NOT NULL;
CREATE INDEX calls_of_person ON calls (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX calls_open ON calls (exchange_id) WHERE ended_at IS NULL;

CREATE TABLE call_legs (
  id uuid PRIMARY KEY,
  call_id uuid NOT NULL REFERENCES calls,
  channel_id text NOT NULL,
  user_id uuid REFERENCES users,
  extension text NOT NULL,
  rang_at timestamptz NOT NULL,
  answered_at timestamptz,
  ended_at timestamptz,
  hold_s numeric(9, 3) NOT NULL DEFAULT 0,
  held_since timestamptz,
  wrap_up_ended_at timestamptz,
  end_reason text CHECK (end_reason IN ('caller', 'agent', 'transfer', 'no_answer', 'lost')),
  UNIQUE (call_id, channel_id),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
COMMENT ON TABLE call_legs IS 'One agent''s part in a call; a transfer adds another. answered_at null: it rang and was not taken.';
COMMENT ON COLUMN call_legs.channel_id IS 'Uniqueid of the agent''s channel.';
COMMENT ON COLUMN call_legs.wrap_up_ended_at IS 'When the agent was done with what follows a call; null: not yet, or there was nothing.';
COMMENT ON COLUMN call_legs.end_reason IS 'lost: the end was found out after the line to the exchange was away.';
CREATE INDEX call_legs_of_user ON call_legs (user_id, rang_at DESC) WHERE user_id IS NOT NULL;
CREATE INDEX call_legs_open ON call_legs (user_id) WHERE ended_at IS NULL;

CREATE TABLE agent_states (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  user_id uuid NOT NULL REFERENCES users,
  state text NOT NULL CHECK (state IN ('available', 'wrap_up', 'paused', 'away')),
  reason text,
  since timestamptz NOT NULL,
  until timestamptz,
  CHECK (until >= since),
  CHECK ((state = 'paused') = (reason IS NOT NULL))
);
COMMENT ON TABLE agent_states IS 'What agents say of themselves, one after another; that one speaks or rings is told by call_legs. away: not at work.';
CREATE UNIQUE INDEX agent_states_now ON agent_states (user_id) WHERE until IS NULL;
CREATE INDEX agent_states_of_city ON agent_states (city_id, since);

CREATE TABLE call_backs (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  exchange_id uuid NOT NULL REFERENCES telephone_exchanges,
  queue_id uuid REFERENCES call_queues,
  call_id uuid NOT NULL REFERENCES calls,
  number_cipher bytea,
  number_index bytea NOT NULL,
  person_id uuid REFERENCES persons,
  missed integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  last_missed_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'taken', 'done', 'given_up', 'called_again')),
  user_id uuid REFERENCES users,
  taken_at timestamptz,
  closed_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  CHECK ((state IN ('done', 'given_up', 'called_again')) = (closed_at IS NOT NULL)),
  CHECK (state <> 'taken' OR user_id IS NOT NULL)
);
COMMENT ON COLUMN call_backs.call_id IS 'The first that nobody took.';
COMMENT ON COLUMN call_backs.missed IS 'How often the number called in vain meanwhile.';
COMMENT ON COLUMN call_backs.state IS 'called_again: the person got through by themselves before they were called.';
CREATE UNIQUE INDEX call_backs_waiting ON call_backs (exchange_id, number_index) WHERE state IN ('open', 'taken');
CREATE INDEX call_backs_of_city ON call_backs (city_id, due_at) WHERE state IN ('open', 'taken');

-- What is to be told to an exchange: written with its cause, and sent by the process that holds the line.
CREATE TABLE exchange_orders (
  id uuid PRIMARY KEY,
  exchange_id uuid NOT NULL REFERENCES telephone_exchanges,
  authority_id uuid NOT NULL REFERENCES authorities,
  user_id uuid REFERENCES users,
  verb text NOT NULL CHECK (verb IN ('call', 'hold', 'resume', 'transfer', 'hang_up', 'pause', 'unpause')),
  call_id uuid REFERENCES calls,
  told_cipher bytea,
  ordered_at timestamptz NOT NULL,
  done_at timestamptz,
  problem text
);
COMMENT ON COLUMN exchange_orders.told_cipher IS 'What it needs to know, such as a number, under the key of the installation; removed when it is done.';
CREATE INDEX exchange_orders_waiting ON exchange_orders (exchange_id, ordered_at) WHERE done_at IS NULL;

ALTER TABLE telephone_exchanges ENABLE ROW LEVEL SECURITY;
ALTER TABLE telephone_exchanges FORCE ROW LEVEL SECURITY;
ALTER TABLE call_queues ENABLE ROW LEVEL SECURITY;
ALTER TABLE call_queues FORCE ROW LEVEL SECURITY;
ALTER TABLE telephone_extensions ENABLE ROW LEVEL SECURITY;
ALTER TABLE telephone_extensions FORCE ROW LEVEL SECURITY;
ALTER TABLE calls ENABLE ROW LEVEL SECURITY;
ALTER TABLE calls FORCE ROW LEVEL SECURITY;
ALTER TABLE call_legs ENABLE ROW LEVEL SECURITY;
ALTER TABLE call_legs FORCE ROW LEVEL SECURITY;
ALTER TABLE agent_states ENABLE ROW LEVEL SECURITY;
ALTER TABLE agent_states FORCE ROW LEVEL SECURITY;
ALTER TABLE call_backs ENABLE ROW LEVEL SECURITY;
ALTER TABLE call_backs FORCE ROW LEVEL SECURITY;
ALTER TABLE exchange_orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE exchange_orders FORCE ROW LEVEL SECURITY;
DO $$
DECLARE
  tables text[] := ARRAY['telephone_exchanges', 'call_queues', 'telephone_extensions', 'calls', 'agent_states',
    'call_backs', 'exchange_orders'];
  one text;
BEGIN
  FOREACH one IN ARRAY tables LOOP
    EXECUTE format($policy$
      CREATE POLICY %I ON %I USING (
        CASE current_setting('atiende.actor', true)
          WHEN 'system' THEN true
          WHEN 'staff' THEN authority_id = ANY (current_setting('atiende.authorities', true)::uuid[])
          ELSE false
        END
      )$policy$, one || '_seen', one);
  END LOOP;
END $$;
CREATE POLICY call_legs_seen ON call_legs USING (
  (SELECT current_setting('atiende.actor', true)) = 'system' OR (
    (SELECT current_setting('atiende.actor', true)) = 'staff'
    AND EXISTS (SELECT FROM calls c WHERE c.id = call_id)
  )
);
GRANT SELECT, INSERT, UPDATE ON telephone_exchanges, call_queues, calls, call_legs, agent_states, call_backs,
  exchange_orders TO :app_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON telephone_extensions TO :app_role;
GRANT DELETE ON exchange_orders TO :app_role;
