-- In which transaction a petition last changed, so that a reader of changes goes on exactly where it was: what a later
-- snapshot sees and an earlier one did not, in whatever order transactions began, took their instants and committed
-- (docs/decisions/0012-live-changes.md). Null: before there was this column.
ALTER TABLE petitions ADD COLUMN changed_in xid8;
ALTER TABLE petitions ALTER COLUMN changed_in SET DEFAULT pg_current_xact_id();
COMMENT ON COLUMN petitions.changed_in IS 'The transaction that wrote the present version. Restored from a backup it is of another server, and means nothing.';
CREATE INDEX petitions_changed_in ON petitions (changed_in) WHERE changed_in IS NOT NULL;

CREATE FUNCTION note_changed_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed_in := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER petitions_changed_in BEFORE UPDATE ON petitions
  FOR EACH ROW WHEN (OLD.version IS DISTINCT FROM NEW.version) EXECUTE FUNCTION note_changed_in();

-- An authority is told once that a petition has left it, and of nothing after that.
ALTER TABLE assignments ADD COLUMN ended_in xid8;
COMMENT ON COLUMN assignments.ended_in IS 'The transaction that ended it.';

CREATE FUNCTION note_ended_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.ended_in := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER assignments_ended_in BEFORE UPDATE ON assignments
  FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION note_ended_in();
