-- A cell in one row, with its days as pairs: of 1,000,000 petitions a hundredth of the rows.
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
  reply_days integer[] NOT NULL,
  resolve_days integer[] NOT NULL,
  hours integer[] NOT NULL,
  PRIMARY KEY (b, a, grain, at)
);
COMMENT ON TABLE statistics_cells IS 'What is counted by month (grain 1) or day (2) of one word (b = 0) or two.';
COMMENT ON COLUMN statistics_cells.reply_days IS 'Pairs: business days, how many took so many.';
COMMENT ON COLUMN statistics_cells.hours IS 'Pairs: hour of the week, how many were received in it; months of one word alone.';
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON statistics_cells TO :app_role;
-- All is folded anew. Deleting would be stopped by the wall, which holds for the owner too.
TRUNCATE petition_facts;
UPDATE statistics_progress SET position = NULL, swept_until = NULL, swept = 0, version = version + 1;
