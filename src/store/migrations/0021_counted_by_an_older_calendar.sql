-- No petition keeps a date that was counted by a calendar which changed meanwhile. A ledger line says which version of
-- the calendar its date comes from. Whoever writes such a line holds the city's calendars as they are until the commit,
-- and a line that was counted before the last change gets its petition counted again: who was on the way when a day was
-- declared neither fails nor waits for more than the declaration's own commit.

CREATE FUNCTION hold_calendars() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  late record;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('calendars/' || held.city_id, 0))
  FROM (SELECT DISTINCT p.city_id FROM added a JOIN petitions p ON p.id = a.petition_id
    WHERE a.entry #> '{calendar,version}' IS NOT NULL) AS held;
  -- A statement of its own: it sees what was committed while the one above waited.
  FOR late IN
    SELECT c.id AS calendar_id, json_agg(DISTINCT a.petition_id) AS petition_ids
    FROM added a JOIN petitions p ON p.id = a.petition_id
    JOIN calendars c ON c.city_id = p.city_id AND c.code = a.entry #>> '{calendar,code}'
    WHERE c.version::text <> a.entry #>> '{calendar,version}'
    GROUP BY c.id
  LOOP
    PERFORM graphile_worker.add_job('recompute_clocks', payload := json_build_object(
      'calendar_id', late.calendar_id, 'petition_ids', late.petition_ids), max_attempts := 17);
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER clock_entries_hold_calendars AFTER INSERT ON clock_entries
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION hold_calendars();

-- At the commit of a change: whoever wrote lines before ends first, so that the recount which follows finds them.
CREATE FUNCTION change_calendar() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('calendars/' || NEW.city_id, 0));
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER calendars_change AFTER UPDATE OF version ON calendars
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_calendar();
