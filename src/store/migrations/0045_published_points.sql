-- The published point of each petition that the public may know of, beside what the statistics count of it, so that a map
-- gathers points without the petitions; never the true place (docs/decisions: statistics).
TRUNCATE petition_facts, statistics_cells, statistics_cube;
ALTER TABLE petition_facts
  ADD COLUMN latitude double precision,
  ADD COLUMN longitude double precision,
  ADD COLUMN precision_m smallint,
  ADD CHECK ((latitude IS NULL) = (longitude IS NULL) AND (latitude IS NULL) = (precision_m IS NULL));
COMMENT ON COLUMN petition_facts.latitude IS 'As anybody may see it (core/open-data/published-place.ts); null where the public is given none.';
COMMENT ON COLUMN petition_facts.precision_m IS 'How far the truth may lie from the point, metres.';
CREATE INDEX petition_facts_points ON petition_facts (city, received_on)
  INCLUDE (latitude, longitude, precision_m, authority, unit, service, kind, channel, borough, neighbourhood)
  WHERE latitude IS NOT NULL;
UPDATE statistics_progress SET position = NULL, swept_until = NULL, swept = 0, version = version + 1;
-- Who asks is looked up once for a statement and not for each of a million facts; and what is folded is soon known to be
-- seen by all, so that it is read from the indexes alone.
ALTER POLICY petition_facts_seen ON petition_facts
  USING ((SELECT current_setting('atiende.actor', true)) = 'system');
ALTER TABLE petition_facts SET (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.02);
