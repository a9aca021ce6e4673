-- Waiting rooms: offices with their lines and counters, and the numbers that people hold there. An appointment is such a
-- number too, of a later day and an hour.
SELECT set_config('atiende.actor', 'system', true);
CREATE TABLE offices (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  code text NOT NULL CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,60}$'),
  name text NOT NULL,
  address text,
  settings jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  is_active boolean NOT NULL DEFAULT true,
  UNIQUE (city_id, code)
);
COMMENT ON COLUMN offices.settings IS 'OfficeSettings of core/turns/office.ts: hours, lines, counters, priorities and rules.';

CREATE TABLE office_days (
  office_id uuid NOT NULL REFERENCES offices,
  on_day date NOT NULL,
  version integer NOT NULL DEFAULT 1,
  closed_at timestamptz,
  PRIMARY KEY (office_id, on_day)
);
COMMENT ON COLUMN office_days.version IS 'Grows with each change of the line: what the pages of the waiting room listen to.';

CREATE TABLE tickets (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  office_id uuid NOT NULL REFERENCES offices,
  authority_id uuid NOT NULL REFERENCES authorities,
  on_day date NOT NULL,
  line_code text NOT NULL,
  prefix text NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  priority_code text,
  source text NOT NULL CHECK (source IN ('kiosk', 'link', 'desk', 'appointment', 'carried')),
  taken_at timestamptz NOT NULL,
  appointment_at timestamptz,
  place integer CHECK (place > 0),
  state text NOT NULL CHECK (state IN
    ('waiting', 'called', 'serving', 'parked', 'done', 'no_show', 'left', 'carried', 'lapsed')),
  for_counter text,
  counter_code text,
  user_id uuid REFERENCES users,
  first_called_at timestamptz,
  called_at timestamptz,
  calls integer NOT NULL DEFAULT 0,
  serving_at timestamptz,
  parked_at timestamptz,
  park_reason text,
  ended_at timestamptz,
  interaction_id uuid REFERENCES interactions,
  next_ticket_id uuid REFERENCES tickets,
  token_hash bytea NOT NULL UNIQUE,
  email_cipher bytea,
  reminded_at timestamptz,
  UNIQUE (office_id, on_day, prefix, number),
  CHECK ((source = 'appointment') = (place IS NOT NULL)),
  CHECK (place IS NULL OR appointment_at IS NOT NULL),
  CHECK ((state IN ('called', 'serving')) <= (counter_code IS NOT NULL AND user_id IS NOT NULL))
);
COMMENT ON COLUMN tickets.place IS 'Of an appointment: which of the places of its hour.';
COMMENT ON COLUMN tickets.called_at IS 'The last time; first_called_at ended the wait.';
COMMENT ON COLUMN tickets.email_cipher IS 'Where to remind of an appointment, under the key of the installation; gone when the day is closed.';
-- One person at a counter, and one for each place of an hour, whoever asks at the same time.
CREATE UNIQUE INDEX tickets_at_counter ON tickets (office_id, counter_code) WHERE state IN ('called', 'serving');
CREATE UNIQUE INDEX tickets_place ON tickets (office_id, appointment_at, place) WHERE place IS NOT NULL AND state <> 'left';
CREATE INDEX tickets_of_day ON tickets (office_id, on_day, state);
CREATE INDEX tickets_to_remind ON tickets (appointment_at) WHERE email_cipher IS NOT NULL AND reminded_at IS NULL;
CREATE INDEX tickets_of_interaction ON tickets (interaction_id) WHERE interaction_id IS NOT NULL;

CREATE TABLE ticket_events (
  id uuid PRIMARY KEY,
  ticket_id uuid NOT NULL REFERENCES tickets,
  at timestamptz NOT NULL,
  type text NOT NULL,
  counter_code text,
  user_id uuid REFERENCES users,
  reason text
);
CREATE INDEX ticket_events_of ON ticket_events (ticket_id, at, id);

ALTER TABLE offices ENABLE ROW LEVEL SECURITY;
ALTER TABLE offices FORCE ROW LEVEL SECURITY;
CREATE POLICY offices_seen ON offices USING (
  CASE current_setting('atiende.actor', true)
    WHEN 'system' THEN true
    WHEN 'staff' THEN authority_id = ANY (current_setting('atiende.authorities', true)::uuid[])
    ELSE is_active
  END
);
ALTER TABLE office_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE office_days FORCE ROW LEVEL SECURITY;
CREATE POLICY office_days_seen ON office_days USING (EXISTS (SELECT FROM offices o WHERE o.id = office_id));
ALTER TABLE tickets ENABLE ROW LEVEL SECURITY;
ALTER TABLE tickets FORCE ROW LEVEL SECURITY;
CREATE POLICY tickets_seen ON tickets USING (
  CASE current_setting('atiende.actor', true)
    WHEN 'system' THEN true
    WHEN 'staff' THEN authority_id = ANY (current_setting('atiende.authorities', true)::uuid[])
    ELSE false
  END
);
ALTER TABLE ticket_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE ticket_events FORCE ROW LEVEL SECURITY;
CREATE POLICY ticket_events_seen ON ticket_events USING (EXISTS (SELECT FROM tickets t WHERE t.id = ticket_id));
GRANT SELECT, INSERT, UPDATE ON offices, office_days, tickets TO :app_role;
GRANT SELECT, INSERT ON ticket_events TO :app_role;
