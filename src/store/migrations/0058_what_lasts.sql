-- A month after works, whether what was done lasts: one question more, in a row beside that of the closing, so that the link,
-- the calls, the paper, the rest of thirty days and the follow-ups are those of the first.
ALTER TABLE services ADD COLUMN asks_if_it_lasts boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN services.asks_if_it_lasts IS 'About works: a month after it was resolved its person is asked whether it still is.';

ALTER TABLE surveys
  ADD COLUMN asks text NOT NULL DEFAULT 'how_it_went' CHECK (asks IN ('how_it_went', 'if_it_lasts')),
  ADD COLUMN ask_again_at timestamptz,
  DROP CONSTRAINT surveys_petition_id_closed_at_key,
  DROP CONSTRAINT surveys_check2,
  ADD UNIQUE (petition_id, closed_at, asks),
  ADD CONSTRAINT surveys_answer_is_whole CHECK (
    answered_at IS NULL OR solved IS NOT NULL AND (asks = 'if_it_lasts' OR satisfaction IS NOT NULL)),
  ADD CONSTRAINT surveys_one_question CHECK (
    asks = 'how_it_went' OR ask_again_at IS NULL AND coalesce(solved, 'no') <> 'unknown'
      AND coalesce(satisfaction, ease, clarity) IS NULL
      AND coalesce(age_band, gender, disability, indigenous_language) IS NULL);
COMMENT ON COLUMN surveys.asks IS 'All questions after a closing; or one, a month later.';
COMMENT ON COLUMN surveys.ask_again_at IS 'When it is to be asked whether it lasts; null where it is not, or was looked at.';
COMMENT ON COLUMN surveys.solved IS 'Of if_it_lasts: whether it still is.';
CREATE INDEX surveys_to_ask_again ON surveys (ask_again_at) WHERE ask_again_at IS NOT NULL;

DROP INDEX surveys_by_closing, surveys_answered;
CREATE INDEX surveys_by_closing ON surveys (city_id, closed_on)
  INCLUDE (unit_id, channel, kind_code, authority_id, service_id, asked_at, asks);
CREATE INDEX surveys_answered ON surveys (city_id, closed_on)
  INCLUDE (unit_id, channel, kind_code, authority_id, service_id, satisfaction, ease, solved, clarity, asks)
  WHERE answered_at IS NOT NULL;

ALTER TABLE survey_follow_ups
  DROP CONSTRAINT survey_follow_ups_trigger_check,
  ADD CONSTRAINT survey_follow_ups_trigger_check
    CHECK (trigger IN ('dissatisfied', 'not_solved', 'both', 'not_lasting'));

-- The figures tell it beside the others, of the closings that it is asked about.
ALTER TABLE survey_cells
  ADD COLUMN lasting_due integer NOT NULL DEFAULT 0,
  ADD COLUMN lasting_asked integer NOT NULL DEFAULT 0,
  ADD COLUMN lasting_yes integer NOT NULL DEFAULT 0,
  ADD COLUMN lasting_partly integer NOT NULL DEFAULT 0,
  ADD COLUMN lasting_no integer NOT NULL DEFAULT 0;
ALTER TABLE survey_cell_changes
  ADD COLUMN lasting_due integer NOT NULL DEFAULT 0,
  ADD COLUMN lasting_asked integer NOT NULL DEFAULT 0,
  ADD COLUMN lasting_yes integer NOT NULL DEFAULT 0,
  ADD COLUMN lasting_partly integer NOT NULL DEFAULT 0,
  ADD COLUMN lasting_no integer NOT NULL DEFAULT 0;

CREATE OR REPLACE FUNCTION survey_counts(s surveys, times integer) RETURNS SETOF survey_cells LANGUAGE sql STABLE AS $$
  SELECT s.city_id, date_trunc('month', s.closed_on)::date, told.service_id, s.authority_id, s.unit_id, s.kind_code,
    s.channel, times * closing.n, times * closing.n * (s.asked_at IS NOT NULL)::int,
    times * closing.n * (s.answered_at IS NOT NULL AND s.ease IS NOT NULL AND s.clarity IS NOT NULL)::int,
    times * coalesce(a.satisfaction = 1, false)::int, times * coalesce(a.satisfaction = 2, false)::int,
    times * coalesce(a.satisfaction = 3, false)::int, times * coalesce(a.satisfaction = 4, false)::int,
    times * coalesce(a.satisfaction = 5, false)::int,
    times * coalesce(a.ease = 1, false)::int, times * coalesce(a.ease = 2, false)::int,
    times * coalesce(a.ease = 3, false)::int, times * coalesce(a.ease = 4, false)::int,
    times * coalesce(a.ease = 5, false)::int,
    times * coalesce(a.clarity = 1, false)::int, times * coalesce(a.clarity = 2, false)::int,
    times * coalesce(a.clarity = 3, false)::int, times * coalesce(a.clarity = 4, false)::int,
    times * coalesce(a.clarity = 5, false)::int,
    times * closing.n * coalesce(a.solved = 'yes', false)::int,
    times * closing.n * coalesce(a.solved = 'partly', false)::int,
    times * closing.n * coalesce(a.solved = 'no', false)::int,
    times * closing.n * coalesce(a.solved = 'unknown', false)::int,
    times * (1 - closing.n), times * (1 - closing.n) * (s.asked_at IS NOT NULL)::int,
    times * (1 - closing.n) * coalesce(a.solved = 'yes', false)::int,
    times * (1 - closing.n) * coalesce(a.solved = 'partly', false)::int,
    times * (1 - closing.n) * coalesce(a.solved = 'no', false)::int
  FROM (VALUES (s.service_id), ('00000000-0000-0000-0000-000000000000'::uuid)) AS told (service_id)
    CROSS JOIN (SELECT (s.asks = 'how_it_went')::int) AS closing (n)
    LEFT JOIN (SELECT s.satisfaction, s.ease, s.clarity, s.solved) AS a ON s.answered_at IS NOT NULL
$$;

-- By name: the lines have a number of their own among the columns.
CREATE FUNCTION leave_survey_line(s surveys, times integer) RETURNS void LANGUAGE sql AS $$
  INSERT INTO survey_cell_changes (city_id, month, service_id, authority_id, unit_id, kind_code, channel, closed, asked,
    complete, satisfaction_1, satisfaction_2, satisfaction_3, satisfaction_4, satisfaction_5, ease_1, ease_2, ease_3, ease_4,
    ease_5, clarity_1, clarity_2, clarity_3, clarity_4, clarity_5, solved_yes, solved_partly, solved_no, solved_unknown,
    lasting_due, lasting_asked, lasting_yes, lasting_partly, lasting_no)
  SELECT c.* FROM survey_counts(s, times) AS c
$$;

CREATE OR REPLACE FUNCTION count_survey() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.asked_at IS NULL, NEW.answered_at IS NULL, NEW.satisfaction, NEW.ease, NEW.clarity, NEW.solved)
      IS NOT DISTINCT FROM
      (OLD.asked_at IS NULL, OLD.answered_at IS NULL, OLD.satisfaction, OLD.ease, OLD.clarity, OLD.solved)
    THEN RETURN NULL; END IF;
    PERFORM leave_survey_line(OLD, -1);
  END IF;
  PERFORM leave_survey_line(NEW, 1);
  RETURN NULL;
END $$;
