-- Statistics: what can be thrown away and folded again from the histories (docs/decisions: statistics). One writer at a
-- time, which follows the changes of petitions; no filing and no reply touches any of this.

-- Values of the dimensions, as numbers: an id of an authority, a code of a channel. '' where a petition has none.
CREATE TABLE statistics_words (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  dimension text NOT NULL,
  value text NOT NULL,
  UNIQUE (city_id, dimension, value)
);

CREATE TABLE petition_facts (
  petition_id uuid PRIMARY KEY,
  version integer NOT NULL,
  city integer NOT NULL,
  filing_authority integer NOT NULL,
  authority integer NOT NULL,
  unit integer NOT NULL,
  service integer NOT NULL,
  kind integer NOT NULL,
  channel integer NOT NULL,
  borough integer NOT NULL,
  neighbourhood integer NOT NULL,
  received_on date NOT NULL,
  replied_on date,
  resolved_on date,
  ended_on date,
  due_at timestamptz,
  week_hour smallint NOT NULL,
  reply_days smallint,
  resolve_days smallint,
  reopened smallint NOT NULL,
  reply_in_time boolean,
  resolve_in_time boolean,
  first_contact boolean NOT NULL,
  ending text,
  outcome_class text
);
COMMENT ON TABLE petition_facts IS 'One row for each petition, folded from its history and its clocks; the keys are words.';
COMMENT ON COLUMN petition_facts.week_hour IS 'Hour of the week in which it came, 0 (Monday, midnight) to 167.';
COMMENT ON COLUMN petition_facts.reply_days IS 'Business days as the clock counted them.';
-- What several filters together ask for is read from the facts of an authority or of all, by the day it happened.
CREATE INDEX petition_facts_received ON petition_facts (authority, received_on)
  INCLUDE (unit, service, kind, channel, borough, neighbourhood, week_hour);
CREATE INDEX petition_facts_replied ON petition_facts (authority, replied_on)
  INCLUDE (unit, service, kind, channel, borough, neighbourhood, reply_days, reply_in_time) WHERE replied_on IS NOT NULL;
CREATE INDEX petition_facts_resolved ON petition_facts (authority, resolved_on)
  INCLUDE (unit, service, kind, channel, borough, neighbourhood, resolve_days, resolve_in_time, first_contact)
  WHERE resolved_on IS NOT NULL;
CREATE INDEX petition_facts_ended ON petition_facts (authority, ended_on)
  INCLUDE (unit, service, kind, channel, borough, neighbourhood, ending) WHERE ended_on IS NOT NULL;
-- The queue: what has no outcome yet.
CREATE INDEX petition_facts_open ON petition_facts (authority)
  INCLUDE (unit, service, kind, channel, borough, neighbourhood, received_on, due_at)
  WHERE resolved_on IS NULL AND ended_on IS NULL;

ALTER TABLE petition_facts ENABLE ROW LEVEL SECURITY;
ALTER TABLE petition_facts FORCE ROW LEVEL SECURITY;
CREATE POLICY petition_facts_seen ON petition_facts USING (current_setting('atiende.actor', true) = 'system');

CREATE TABLE statistics_cells (
  grain smallint NOT NULL,
  a integer NOT NULL,
  b integer NOT NULL,
  at date NOT NULL,
  measure smallint NOT NULL,
  days smallint NOT NULL,
  n integer NOT NULL,
  -- With the number in it a view is read from the index alone.
  PRIMARY KEY (b, a, grain, at, measure, days) INCLUDE (n)
);
COMMENT ON TABLE statistics_cells IS 'How many of a measure took so many days, by month or day and by one word or two.';

CREATE TABLE statistics_progress (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  position text,
  swept_until uuid,
  swept integer NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 0
);
COMMENT ON COLUMN statistics_progress.position IS 'Up to where changes are counted (decision 12); null: every petition is to be looked at.';
COMMENT ON COLUMN statistics_progress.swept_until IS 'Up to which petition all were looked at; null once that is done.';
COMMENT ON COLUMN petition_facts.version IS 'Of the petition, when it was folded.';
INSERT INTO statistics_progress DEFAULT VALUES;

GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE
  ON statistics_words, petition_facts, statistics_cells, statistics_progress TO :app_role;
