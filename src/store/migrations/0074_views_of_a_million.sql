-- Views of a city of a million petitions that took longer than a tenth of a second.

-- What was answered on a day, so that the pace of a place is read from its counts; and units are counted by day like all
-- else that is counted alone. All is folded anew.
TRUNCATE petition_facts, statistics_cells, statistics_cube;
ALTER TABLE statistics_cells ADD COLUMN answered integer NOT NULL;
ALTER TABLE statistics_cube ADD COLUMN answered integer NOT NULL;
COMMENT ON COLUMN statistics_cells.answered IS 'Got its first reply or its outcome; both on one day are one.';
UPDATE statistics_progress SET position = NULL, swept_until = NULL, swept = 0, version = version + 1;

-- Who asks is compared once, in a question of its own: the planner takes what comes out for a coin's throw, where it took
-- the comparison for one row in two hundred and sorted and shared out what it thought were a few hundred rows.
ALTER POLICY petition_facts_seen ON petition_facts
  USING ((SELECT current_setting('atiende.actor', true) = 'system'));

-- What falls due until some day, counted from the index alone.
DROP INDEX petition_facts_due;
CREATE INDEX petition_facts_due ON petition_facts (due_at) INCLUDE (authority, unit)
  WHERE resolved_on IS NULL AND ended_on IS NULL;

-- Open petitions counted by person, unit and authority from the index alone: whose they are, and what the wall asks.
DROP INDEX petitions_open_by_city;
CREATE INDEX petitions_open_by_city ON petitions (city_id, due_at, id)
  INCLUDE (assignee_id, current_authority_id, authority_ids, visibility) WHERE stage <> 'closed';
DROP INDEX petitions_open_by_authority;
CREATE INDEX petitions_open_by_authority ON petitions (current_authority_id, due_at, id)
  INCLUDE (city_id, assignee_id, authority_ids, visibility) WHERE stage <> 'closed';
DROP INDEX petitions_open_by_unit;
CREATE INDEX petitions_open_by_unit ON petitions (unit_id, due_at, id)
  INCLUDE (city_id, current_authority_id, assignee_id, named_unit_id, authority_ids, visibility) WHERE stage <> 'closed';
-- And what came in a period, by whoever has it.
DROP INDEX petitions_newest;
CREATE INDEX petitions_newest ON petitions (city_id, received_at DESC, id DESC)
  INCLUDE (assignee_id, authority_ids, visibility);
-- And what was closed in it, of a whole city.
CREATE INDEX petitions_closed ON petitions (city_id, closed_at)
  INCLUDE (id, current_authority_id, unit_id, assignee_id, outcome_class, authority_ids, visibility) WHERE stage = 'closed';

-- What people say of themselves, of those who say it, from the index alone.
DROP INDEX surveys_of_groups;
CREATE INDEX surveys_of_groups ON surveys (city_id, closed_on)
  INCLUDE (authority_id, unit_id, service_id, kind_code, channel, petition_id, answered_at, satisfaction, solved, age_band, gender,
    disability, indigenous_language)
  WHERE coalesce(age_band, gender, disability, indigenous_language) IS NOT NULL;
