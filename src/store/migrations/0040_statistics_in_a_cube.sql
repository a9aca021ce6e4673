-- Statistics that answer three questions at once: what is counted of six things together, by month; hours in every cell;
-- what still waits, by the day it came; and what was overdue at the end of any day.
DROP TABLE statistics_cells;
CREATE TABLE statistics_cells (
  grain smallint NOT NULL,
  a integer NOT NULL,
  b integer NOT NULL,
  at date NOT NULL,
  received integer NOT NULL,
  replied_in_time integer NOT NULL,
  replied_late integer NOT NULL,
  replied_without_term integer NOT NULL,
  resolved_in_time integer NOT NULL,
  resolved_late integer NOT NULL,
  resolved_without_term integer NOT NULL,
  withdrawn integer NOT NULL,
  duplicate integer NOT NULL,
  first_contact integer NOT NULL,
  waiting integer NOT NULL,
  overdue integer NOT NULL,
  reply_days integer[] NOT NULL,
  resolve_days integer[] NOT NULL,
  hours integer[] NOT NULL,
  PRIMARY KEY (b, a, grain, at)
);
COMMENT ON TABLE statistics_cells IS 'What is counted by month (grain 1) or day (2) of one word (b = 0) or two.';
COMMENT ON COLUMN statistics_cells.waiting IS 'Of what came then: still without an outcome.';
COMMENT ON COLUMN statistics_cells.overdue IS 'How many more are overdue at the end than at the beginning; days to come are told as if nothing happened.';
COMMENT ON COLUMN statistics_cells.reply_days IS 'Pairs: business days, how many took so many.';
COMMENT ON COLUMN statistics_cells.hours IS 'Pairs: hour of the week, how many were received in it.';

CREATE TABLE statistics_cube (
  grain smallint NOT NULL,
  at date NOT NULL,
  authority integer NOT NULL,
  unit integer NOT NULL,
  service integer NOT NULL,
  kind integer NOT NULL,
  channel integer NOT NULL,
  borough integer NOT NULL,
  received integer NOT NULL,
  replied_in_time integer NOT NULL,
  replied_late integer NOT NULL,
  replied_without_term integer NOT NULL,
  resolved_in_time integer NOT NULL,
  resolved_late integer NOT NULL,
  resolved_without_term integer NOT NULL,
  withdrawn integer NOT NULL,
  duplicate integer NOT NULL,
  first_contact integer NOT NULL,
  waiting integer NOT NULL,
  overdue integer NOT NULL,
  reply_days integer[] NOT NULL,
  resolve_days integer[] NOT NULL,
  hours integer[] NOT NULL,
  PRIMARY KEY (grain, at, authority, unit, service, kind, channel, borough)
);
COMMENT ON TABLE statistics_cube IS 'What is counted by month (grain 1) of six words together; by day (2) only how many more are overdue.';
CREATE INDEX statistics_cube_authority ON statistics_cube (authority, at) WHERE grain = 1;
CREATE INDEX statistics_cube_service ON statistics_cube (service, at) WHERE grain = 1;
CREATE INDEX statistics_cube_borough ON statistics_cube (borough, at) WHERE grain = 1;
CREATE INDEX statistics_cube_overdue ON statistics_cube (at)
  INCLUDE (authority, unit, service, kind, channel, borough, overdue) WHERE grain = 2;
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON statistics_cells, statistics_cube TO :app_role;

TRUNCATE petition_facts;
ALTER TABLE petition_facts ADD COLUMN overdue date[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN petition_facts.overdue IS 'Days from which it was overdue and was not any more, in turn.';
-- The queue by when it came, and by when it is due.
DROP INDEX petition_facts_open;
CREATE INDEX petition_facts_open ON petition_facts (authority, received_on)
  INCLUDE (unit, service, kind, channel, borough, neighbourhood, due_at)
  WHERE resolved_on IS NULL AND ended_on IS NULL;
CREATE INDEX petition_facts_due ON petition_facts (due_at) WHERE resolved_on IS NULL AND ended_on IS NULL;

-- All is folded anew.
UPDATE statistics_progress SET position = NULL, swept_until = NULL, swept = 0, version = version + 1;
