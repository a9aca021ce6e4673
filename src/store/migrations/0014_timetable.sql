-- What the timetable has to read, so that a turn of it costs what went by since the turn before and not the city's size.

SELECT set_config('atiende.actor', 'system', true);

-- The petitions whose deadlines went by and are not yet written down.
ALTER TABLE petitions ADD COLUMN next_mark_at timestamptz;
COMMENT ON COLUMN petitions.next_mark_at IS 'When the next of its clocks is missed if nothing is done; null when none is left to miss. Projected from the ledger.';
UPDATE petitions p SET next_mark_at = running.ends_at
FROM (
  SELECT o.id, min(clock.due_at) AS ends_at
  FROM petitions o
  CROSS JOIN LATERAL (VALUES ('accept', o.accept_due_at), ('reply', o.reply_due_at), ('resolve', o.resolve_due_at),
    ('completion', o.citizen_due_at)) AS clock (name, due_at)
  WHERE o.stage <> 'closed' AND clock.due_at IS NOT NULL AND (
    SELECT e.type FROM clock_entries e WHERE e.petition_id = o.id AND e.clock = clock.name ORDER BY e.seq DESC LIMIT 1
  ) <> 'missed'
  GROUP BY o.id
) AS running
WHERE p.id = running.id;
CREATE INDEX petitions_to_mark ON petitions (next_mark_at, id) WHERE stage <> 'closed';

-- The open petitions in the order in which a changed calendar counts them anew.
CREATE INDEX petitions_open ON petitions (city_id, id) WHERE stage <> 'closed';

-- One for each change of a calendar: how far its petitions are counted anew. Each lane of it has half of them and goes
-- on where it was left off, whichever process takes it.
CREATE TABLE recounts (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  calendar_id uuid NOT NULL REFERENCES calendars,
  day date NOT NULL,
  name text NOT NULL,
  asked_at timestamptz NOT NULL,
  petitions integer
);
CREATE INDEX recounts_by_calendar ON recounts (calendar_id, id DESC);
COMMENT ON COLUMN recounts.petitions IS 'How many were open on the calendar when it began; null until then.';
CREATE TABLE recount_lanes (
  recount_id uuid NOT NULL REFERENCES recounts ON DELETE CASCADE,
  lane smallint NOT NULL,
  last_id uuid,
  seen integer NOT NULL DEFAULT 0,
  moved integer NOT NULL DEFAULT 0,
  refused integer NOT NULL DEFAULT 0,
  finished_at timestamptz,
  PRIMARY KEY (recount_id, lane)
);
COMMENT ON COLUMN recount_lanes.lane IS 'Its petitions are those whose id ends in an even (0) or odd (1) byte.';
COMMENT ON COLUMN recount_lanes.refused IS 'Petitions that stay as they were, because the calendar does not reach their new date.';
GRANT SELECT, INSERT, UPDATE, DELETE ON recounts, recount_lanes TO :app_role;

-- The system sees every petition, and every row hangs on one: asking for it row by row only cost time.
DO $$
DECLARE child text;
BEGIN
  FOREACH child IN ARRAY ARRAY['petition_events', 'clock_entries', 'assignments', 'contacts', 'messages', 'replies', 'supporters', 'letters'] LOOP
    EXECUTE format('ALTER POLICY %I ON %I USING ((SELECT current_setting(''atiende.actor'', true)) = ''system'' OR EXISTS (SELECT FROM petitions p WHERE p.id = petition_id))', child || '_seen', child);
  END LOOP;
END $$;
