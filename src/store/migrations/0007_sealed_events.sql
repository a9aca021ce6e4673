-- Which seal covers which event, one row for each: the root of a seal can be computed again at any time, an event that
-- committed late is sealed by a later seal, and an event that was deleted is missed by name.
CREATE TABLE sealed_events (
  event_id uuid PRIMARY KEY,
  authority_id uuid NOT NULL,
  seal_seq integer NOT NULL,
  FOREIGN KEY (authority_id, seal_seq) REFERENCES seals (authority_id, seq)
);
CREATE INDEX sealed_events_by_seal ON sealed_events (authority_id, seal_seq, event_id);
COMMENT ON TABLE sealed_events IS 'Append-only. Without a reference to petition_events, so that it outlives a row deleted there.';

GRANT SELECT, INSERT ON sealed_events TO :app_role;
