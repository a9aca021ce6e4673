-- Who has an appointment says that they came, where the office asks it; and may leave an address to be reminded at.
SELECT set_config('atiende.actor', 'system', true);
ALTER TABLE tickets ADD COLUMN arrived_at timestamptz;
COMMENT ON COLUMN tickets.arrived_at IS 'Of an appointment: when the person said at the office that they came.';
CREATE INDEX tickets_expected ON tickets (appointment_at)
  WHERE state = 'waiting' AND source = 'appointment' AND arrived_at IS NULL;

-- What was booked before was told nothing of it.
UPDATE offices SET settings = jsonb_set(settings, '{appointments}',
  '{"remind_hours": 24, "check_in": false, "late_minutes": 15}'::jsonb || (settings -> 'appointments'));

-- A number names nobody: the address stands apart from it, under a key of its own, and goes with the appointment. With
-- its row everything is gone that was kept of it, its messages too.
CREATE TABLE ticket_addresses (
  ticket_id uuid PRIMARY KEY REFERENCES tickets,
  data_key bytea NOT NULL,
  address_cipher bytea NOT NULL,
  language text NOT NULL,
  remind_at timestamptz
);
COMMENT ON COLUMN ticket_addresses.remind_at IS 'Null once it was reminded, or where there is nothing to remind of.';
CREATE INDEX ticket_addresses_due ON ticket_addresses (remind_at) WHERE remind_at IS NOT NULL;
ALTER TABLE ticket_addresses ENABLE ROW LEVEL SECURITY;
ALTER TABLE ticket_addresses FORCE ROW LEVEL SECURITY;
-- Nobody at the console sees who comes.
CREATE POLICY ticket_addresses_seen ON ticket_addresses USING ((SELECT current_setting('atiende.actor', true)) = 'system');
GRANT SELECT, INSERT, UPDATE, DELETE ON ticket_addresses TO :app_role;

ALTER TABLE outbox ADD COLUMN ticket_id uuid;
COMMENT ON COLUMN outbox.ticket_id IS 'Under whose key the message is. No reference: when the address is gone, nobody can read it.';
