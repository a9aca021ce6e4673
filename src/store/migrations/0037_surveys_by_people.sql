-- Surveys that a person asks: by telephone, or on paper that is sent or handed over and copied by code. In one
-- instrument and one frame with those of the link, and told apart by `mode`, since who asks changes what is answered.
ALTER TABLE surveys DROP CONSTRAINT surveys_carried_by_check;
ALTER TABLE surveys ADD CONSTRAINT surveys_carried_by_check
  CHECK (carried_by IN ('email', 'page', 'phone', 'paper'));
ALTER TABLE surveys
  ADD COLUMN mode text CHECK (mode IN ('web', 'phone', 'paper')),
  ADD COLUMN interviewer_id uuid REFERENCES users,
  ADD COLUMN paper_code text,
  ADD COLUMN caller_id uuid REFERENCES users,
  ADD COLUMN called_at timestamptz,
  ADD COLUMN call_back_on date,
  ADD COLUMN refused_at timestamptz;
SELECT set_config('atiende.actor', 'system', true);
UPDATE surveys SET mode = 'web' WHERE answered_at IS NOT NULL;
ALTER TABLE surveys ADD CHECK (mode IS NULL OR answered_at IS NOT NULL);
CREATE UNIQUE INDEX surveys_by_paper_code ON surveys (city_id, paper_code) WHERE paper_code IS NOT NULL;
CREATE INDEX surveys_to_ask ON surveys (city_id, asked_at)
  WHERE carried_by IN ('phone', 'paper') AND answered_at IS NULL AND refused_at IS NULL;
COMMENT ON COLUMN surveys.mode IS 'How the answer came. Who only has it read out to them answers more kindly: figures tell the modes apart.';
COMMENT ON COLUMN surveys.interviewer_id IS 'Who wrote down the answer for the person; never whom it is about.';
COMMENT ON COLUMN surveys.paper_code IS 'Printed on paper in place of the folio.';
COMMENT ON COLUMN surveys.caller_id IS 'Who has the call; they alone see name and telephone, for half an hour.';

CREATE TABLE survey_attempts (
  id uuid PRIMARY KEY,
  survey_id uuid NOT NULL REFERENCES surveys,
  at timestamptz NOT NULL,
  user_id uuid NOT NULL REFERENCES users,
  result text NOT NULL CHECK (result IN ('no_answer', 'refused', 'call_back', 'answered'))
);
CREATE INDEX survey_attempts_of ON survey_attempts (survey_id);
ALTER TABLE survey_attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE survey_attempts FORCE ROW LEVEL SECURITY;
CREATE POLICY survey_attempts_seen ON survey_attempts USING (
  (SELECT current_setting('atiende.actor', true)) = 'system'
);
GRANT SELECT, INSERT ON survey_attempts TO :app_role;
