-- Figures of satisfaction at any size: how many were closed, asked and answered, by month and by what is told apart.
-- A change of a survey leaves a line in the same transaction and fights over no counter; the lines are added up now and
-- then, and whoever reads takes cells and lines together: so the figures are exact at every moment, and can be thrown
-- away and counted again. The id of nothing stands for all services together.
CREATE TABLE survey_cells (
  city_id uuid NOT NULL REFERENCES cities,
  month date NOT NULL,
  service_id uuid NOT NULL,
  authority_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  kind_code text NOT NULL,
  channel text NOT NULL,
  closed integer NOT NULL,
  asked integer NOT NULL,
  complete integer NOT NULL,
  satisfaction_1 integer NOT NULL,
  satisfaction_2 integer NOT NULL,
  satisfaction_3 integer NOT NULL,
  satisfaction_4 integer NOT NULL,
  satisfaction_5 integer NOT NULL,
  ease_1 integer NOT NULL,
  ease_2 integer NOT NULL,
  ease_3 integer NOT NULL,
  ease_4 integer NOT NULL,
  ease_5 integer NOT NULL,
  clarity_1 integer NOT NULL,
  clarity_2 integer NOT NULL,
  clarity_3 integer NOT NULL,
  clarity_4 integer NOT NULL,
  clarity_5 integer NOT NULL,
  solved_yes integer NOT NULL,
  solved_partly integer NOT NULL,
  solved_no integer NOT NULL,
  solved_unknown integer NOT NULL,
  PRIMARY KEY (city_id, month, service_id, unit_id, channel, kind_code, authority_id)
);
CREATE INDEX survey_cells_of_all ON survey_cells (city_id, month) WHERE service_id = '00000000-0000-0000-0000-000000000000';
CREATE INDEX survey_cells_of_service ON survey_cells (city_id, service_id, month);

CREATE TABLE survey_cell_changes (LIKE survey_cells);
ALTER TABLE survey_cell_changes ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
ALTER TABLE survey_cell_changes ADD FOREIGN KEY (city_id) REFERENCES cities;

-- What one survey counts for, once for its service and once for all of them.
CREATE FUNCTION survey_counts(s surveys, times integer) RETURNS SETOF survey_cells LANGUAGE sql STABLE AS $$
  SELECT s.city_id, date_trunc('month', s.closed_on)::date, told.service_id, s.authority_id, s.unit_id, s.kind_code,
    s.channel, times, times * (s.asked_at IS NOT NULL)::int,
    times * (s.answered_at IS NOT NULL AND s.ease IS NOT NULL AND s.clarity IS NOT NULL)::int,
    times * coalesce(a.satisfaction = 1, false)::int, times * coalesce(a.satisfaction = 2, false)::int,
    times * coalesce(a.satisfaction = 3, false)::int, times * coalesce(a.satisfaction = 4, false)::int,
    times * coalesce(a.satisfaction = 5, false)::int,
    times * coalesce(a.ease = 1, false)::int, times * coalesce(a.ease = 2, false)::int,
    times * coalesce(a.ease = 3, false)::int, times * coalesce(a.ease = 4, false)::int,
    times * coalesce(a.ease = 5, false)::int,
    times * coalesce(a.clarity = 1, false)::int, times * coalesce(a.clarity = 2, false)::int,
    times * coalesce(a.clarity = 3, false)::int, times * coalesce(a.clarity = 4, false)::int,
    times * coalesce(a.clarity = 5, false)::int,
    times * coalesce(a.solved = 'yes', false)::int, times * coalesce(a.solved = 'partly', false)::int,
    times * coalesce(a.solved = 'no', false)::int, times * coalesce(a.solved = 'unknown', false)::int
  FROM (VALUES (s.service_id), ('00000000-0000-0000-0000-000000000000'::uuid)) AS told (service_id)
    LEFT JOIN (SELECT s.satisfaction, s.ease, s.clarity, s.solved) AS a ON s.answered_at IS NOT NULL
$$;

CREATE FUNCTION count_survey() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.asked_at IS NULL, NEW.answered_at IS NULL, NEW.satisfaction, NEW.ease, NEW.clarity, NEW.solved)
      IS NOT DISTINCT FROM
      (OLD.asked_at IS NULL, OLD.answered_at IS NULL, OLD.satisfaction, OLD.ease, OLD.clarity, OLD.solved)
    THEN RETURN NULL; END IF;
    INSERT INTO survey_cell_changes SELECT c.* FROM survey_counts(OLD, -1) AS c;
  END IF;
  INSERT INTO survey_cell_changes SELECT c.* FROM survey_counts(NEW, 1) AS c;
  RETURN NULL;
END $$;
CREATE TRIGGER surveys_are_counted AFTER INSERT OR UPDATE ON surveys FOR EACH ROW EXECUTE FUNCTION count_survey();

SELECT set_config('atiende.actor', 'system', true);
INSERT INTO survey_cell_changes SELECT c.* FROM surveys s, survey_counts(s, 1) c;

ALTER TABLE survey_cells ENABLE ROW LEVEL SECURITY;
ALTER TABLE survey_cells FORCE ROW LEVEL SECURITY;
CREATE POLICY survey_cells_seen ON survey_cells USING (
  (SELECT current_setting('atiende.actor', true)) = 'system'
);
-- Whoever may change a survey leaves its line; nobody but the system reads lines.
ALTER TABLE survey_cell_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE survey_cell_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY survey_cell_changes_seen ON survey_cell_changes USING (
  (SELECT current_setting('atiende.actor', true)) = 'system'
) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON survey_cells, survey_cell_changes TO :app_role;
