-- Recordings of calls: what the exchange wrote to a file, taken in, sealed, listened to for a reason, and deleted in time.
ALTER TABLE call_queues
  ADD COLUMN service_level text NOT NULL DEFAULT 'answered' CHECK (service_level IN ('answered', 'offered'));
COMMENT ON COLUMN call_queues.service_level IS 'Which share the queue is measured by: of the calls answered or abandoned, or of all that were offered.';

CREATE TABLE recordings (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  exchange_id uuid NOT NULL REFERENCES telephone_exchanges,
  linked_id text NOT NULL,
  call_id uuid REFERENCES calls,
  consent text NOT NULL CHECK (consent IN ('announced', 'opted_out', 'unknown')),
  recorded_at timestamptz NOT NULL,
  seconds integer CHECK (seconds >= 0),
  media_type text,
  bytes integer CHECK (bytes > 0),
  storage_name text,
  sha256 bytea,
  sound_sha256 bytea,
  key_cipher bytea,
  person_id uuid REFERENCES persons,
  kept_at timestamptz NOT NULL,
  held_at timestamptz,
  held_by uuid REFERENCES users,
  hold_reason text,
  deleted_at timestamptz,
  UNIQUE (exchange_id, linked_id),
  CHECK ((storage_name IS NULL) = (sha256 IS NULL) AND (storage_name IS NULL) = (key_cipher IS NULL)),
  CHECK ((consent = 'opted_out' OR deleted_at IS NOT NULL) = (storage_name IS NULL)),
  CHECK ((held_at IS NULL) = (hold_reason IS NULL) AND (held_at IS NULL) = (held_by IS NULL))
);
COMMENT ON COLUMN recordings.call_id IS 'Null: the exchange recorded a call of which it told nothing.';
COMMENT ON COLUMN recordings.consent IS 'announced: the caller heard that the call is recorded; opted_out: they said no, and there is no file; unknown: the exchange left no word of it.';
COMMENT ON COLUMN recordings.recorded_at IS 'When the call began; of one without a call, when its file was last written. What it may be kept for counts from here.';
COMMENT ON COLUMN recordings.sha256 IS 'Of the bytes as they are stored, sealed.';
COMMENT ON COLUMN recordings.sound_sha256 IS 'Of the file as the exchange wrote it; it stays when the file is deleted.';
COMMENT ON COLUMN recordings.key_cipher IS 'The key of this one recording, under the key of the person, or of the installation while it is not known who called: erased with the person.';
COMMENT ON COLUMN recordings.person_id IS 'Under whose key key_cipher is.';
COMMENT ON COLUMN recordings.hold_reason IS 'Why it may not be deleted although its time is over: a lawsuit, an investigation.';
CREATE INDEX recordings_of_city ON recordings (city_id, recorded_at DESC, id DESC);
CREATE INDEX recordings_of_call ON recordings (call_id) WHERE call_id IS NOT NULL;
CREATE INDEX recordings_kept ON recordings (recorded_at) WHERE storage_name IS NOT NULL;

-- Who did what with a recording and why, refusals too; written once.
CREATE TABLE recording_events (
  id uuid PRIMARY KEY,
  recording_id uuid NOT NULL REFERENCES recordings,
  at timestamptz NOT NULL,
  user_id uuid REFERENCES users,
  type text NOT NULL CHECK (type IN ('kept', 'opted_out', 'opened', 'altered', 'refused', 'held', 'released', 'deleted')),
  reason text
);
COMMENT ON COLUMN recording_events.type IS 'opened: somebody listened; altered: somebody wanted to, and the file is not what it was; refused: without permission.';
COMMENT ON COLUMN recording_events.user_id IS 'Null: the system.';
CREATE INDEX recording_events_of ON recording_events (recording_id, at, id);

ALTER TABLE recordings ENABLE ROW LEVEL SECURITY;
ALTER TABLE recordings FORCE ROW LEVEL SECURITY;
CREATE POLICY recordings_seen ON recordings USING (
  CASE current_setting('atiende.actor', true)
    WHEN 'system' THEN true
    WHEN 'staff' THEN authority_id = ANY (current_setting('atiende.authorities', true)::uuid[])
    ELSE false
  END
);
ALTER TABLE recording_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE recording_events FORCE ROW LEVEL SECURITY;
CREATE POLICY recording_events_seen ON recording_events USING (
  (SELECT current_setting('atiende.actor', true)) = 'system' OR (
    (SELECT current_setting('atiende.actor', true)) = 'staff'
    AND EXISTS (SELECT FROM recordings r WHERE r.id = recording_id)
  )
);
GRANT SELECT, INSERT, UPDATE ON recordings TO :app_role;
GRANT SELECT, INSERT ON recording_events TO :app_role;
