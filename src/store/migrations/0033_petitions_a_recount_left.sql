-- Which petitions a recount left as they were, so that somebody can see to each; the count of all is in the lane.
CREATE TABLE recount_refusals (
  recount_id uuid NOT NULL REFERENCES recounts ON DELETE CASCADE,
  petition_id uuid NOT NULL REFERENCES petitions,
  needed_on date NOT NULL,
  PRIMARY KEY (recount_id, petition_id)
);
CREATE INDEX recount_refusals_of_petition ON recount_refusals (petition_id);
COMMENT ON TABLE recount_refusals IS 'The first five hundred of each lane.';
COMMENT ON COLUMN recount_refusals.needed_on IS 'The day that the new date needed and the calendar does not reach.';
ALTER TABLE recount_refusals ENABLE ROW LEVEL SECURITY;
ALTER TABLE recount_refusals FORCE ROW LEVEL SECURITY;
CREATE POLICY recount_refusals_seen ON recount_refusals
  USING ((SELECT current_setting('atiende.actor', true)) = 'system' OR EXISTS (SELECT FROM petitions p WHERE p.id = petition_id));
GRANT SELECT, INSERT, UPDATE, DELETE ON recount_refusals TO :app_role;
