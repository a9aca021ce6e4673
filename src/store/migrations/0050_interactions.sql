-- Interactions: every call, visit, letter and conversation, whether or not it opens a petition. A filing and an answer
-- that staff wrote down were interactions before; now a person at a telephone or a counter records the others too.
SELECT set_config('atiende.actor', 'system', true);
ALTER TABLE interactions
  DROP COLUMN summary,
  ADD COLUMN direction text NOT NULL DEFAULT 'in' CHECK (direction IN ('in', 'out')),
  ADD COLUMN unit_id uuid REFERENCES units,
  ADD COLUMN ended_at timestamptz,
  ADD COLUMN recorded text CHECK (recorded IN ('live', 'after')),
  ADD COLUMN wrap_up text,
  ADD COLUMN words_cipher bytea,
  ADD CHECK (ended_at IS NULL OR ended_at >= at);
COMMENT ON COLUMN interactions.kind IS 'filing and answer are written by the system with what they led to; the others are the city''s kinds of interaction.';
COMMENT ON COLUMN interactions.at IS 'When it began.';
COMMENT ON COLUMN interactions.petition_id IS 'Of a filing or an answer: its petition. What a person at a desk touched or opened is in interaction_petitions.';
COMMENT ON COLUMN interactions.recorded IS 'While it lasted or after it; null for what the system wrote with a filing or an answer.';
COMMENT ON COLUMN interactions.words_cipher IS 'The answer given and notes, under the key of the person, or of the installation for who is unknown: erased with the person.';
CREATE INDEX interactions_attended ON interactions (city_id, at DESC, id DESC) WHERE user_id IS NOT NULL;
CREATE INDEX interactions_of_person ON interactions (person_id, at) WHERE person_id IS NOT NULL AND user_id IS NOT NULL;

CREATE TABLE interaction_petitions (
  interaction_id uuid NOT NULL REFERENCES interactions,
  petition_id uuid NOT NULL REFERENCES petitions,
  part text NOT NULL CHECK (part IN ('touched', 'opened')),
  at timestamptz NOT NULL,
  PRIMARY KEY (interaction_id, petition_id)
);
CREATE INDEX interaction_petitions_of ON interaction_petitions (petition_id);

-- Staff read what their authorities attended. A filing writes its interaction whoever files, and reads none.
ALTER TABLE interactions ENABLE ROW LEVEL SECURITY;
ALTER TABLE interactions FORCE ROW LEVEL SECURITY;
CREATE POLICY interactions_written ON interactions FOR INSERT WITH CHECK (true);
CREATE POLICY interactions_seen ON interactions USING (
  CASE current_setting('atiende.actor', true)
    WHEN 'system' THEN true
    WHEN 'staff' THEN authority_id = ANY (current_setting('atiende.authorities', true)::uuid[])
    ELSE false
  END
);
ALTER TABLE interaction_petitions ENABLE ROW LEVEL SECURITY;
ALTER TABLE interaction_petitions FORCE ROW LEVEL SECURITY;
CREATE POLICY interaction_petitions_seen ON interaction_petitions USING (
  (SELECT current_setting('atiende.actor', true)) = 'system' OR (
    (SELECT current_setting('atiende.actor', true)) = 'staff'
    AND EXISTS (SELECT FROM interactions i WHERE i.id = interaction_id)
  )
);
GRANT SELECT, INSERT, UPDATE ON interaction_petitions TO :app_role;
