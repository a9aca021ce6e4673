-- Studies of perception: an own set of questions, asked of a sample of those whose petition was closed, or of everybody.
CREATE TABLE survey_campaigns (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid REFERENCES authorities,
  code text NOT NULL,
  title text NOT NULL,
  purpose text NOT NULL,
  questions jsonb NOT NULL,
  population text NOT NULL CHECK (population IN ('closings', 'everybody')),
  closed_from date,
  closed_until date,
  service_id uuid REFERENCES services,
  channel text,
  strata_by text NOT NULL CHECK (strata_by IN ('none', 'authority', 'unit', 'service', 'channel')),
  margin smallint NOT NULL CHECK (margin BETWEEN 1 AND 20),
  expected_response smallint NOT NULL CHECK (expected_response BETWEEN 1 AND 100),
  minimum smallint NOT NULL CHECK (minimum BETWEEN 0 AND 1000),
  state text NOT NULL CHECK (state IN ('draft', 'drawn', 'open', 'closed')),
  seed text,
  frame_size integer,
  frame_hash text,
  drawn_at timestamptz,
  opened_at timestamptz,
  closes_at timestamptz,
  closed_at timestamptz,
  published_at timestamptz,
  created_at timestamptz NOT NULL,
  created_by uuid REFERENCES users,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (city_id, code),
  CHECK (population = 'everybody' OR closed_from IS NOT NULL AND closed_until IS NOT NULL)
);
COMMENT ON COLUMN survey_campaigns.questions IS 'CampaignQuestion[] of core/satisfaction/campaign.ts.';
COMMENT ON COLUMN survey_campaigns.seed IS 'With it and the frame the same people are drawn again.';
COMMENT ON COLUMN survey_campaigns.frame_hash IS 'SHA-256 of the ids of the frame in their order.';

CREATE TABLE survey_campaign_strata (
  campaign_id uuid NOT NULL REFERENCES survey_campaigns,
  key text NOT NULL,
  population integer NOT NULL,
  PRIMARY KEY (campaign_id, key)
);

CREATE TABLE survey_campaign_members (
  id uuid PRIMARY KEY,
  campaign_id uuid NOT NULL REFERENCES survey_campaigns,
  survey_id uuid REFERENCES surveys,
  stratum text NOT NULL,
  carried_by text CHECK (carried_by IN ('email', 'phone', 'paper', 'everybody')),
  not_asked text CHECK (not_asked IN ('declined', 'asked_recently', 'unreachable')),
  contact_hash bytea,
  token_hash bytea UNIQUE,
  paper_code text,
  asked_at timestamptz,
  attempts smallint NOT NULL DEFAULT 0,
  call_back_on date,
  refused_at timestamptz,
  caller_id uuid REFERENCES users,
  called_at timestamptz,
  answered_at timestamptz,
  mode text CHECK (mode IN ('web', 'phone', 'paper')),
  interviewer_id uuid REFERENCES users,
  answers jsonb,
  words_cipher bytea,
  UNIQUE (campaign_id, survey_id),
  CHECK ((answered_at IS NULL) = (mode IS NULL)),
  CHECK (carried_by IS NULL OR not_asked IS NULL)
);
CREATE INDEX survey_campaign_members_waiting ON survey_campaign_members (campaign_id, id)
  WHERE carried_by IS NULL AND not_asked IS NULL;
CREATE INDEX survey_campaign_members_by_contact ON survey_campaign_members (contact_hash) WHERE contact_hash IS NOT NULL;
CREATE INDEX survey_campaign_members_by_survey ON survey_campaign_members (survey_id) WHERE survey_id IS NOT NULL;
CREATE UNIQUE INDEX survey_campaign_members_by_code ON survey_campaign_members (campaign_id, paper_code)
  WHERE paper_code IS NOT NULL;
COMMENT ON TABLE survey_campaign_members IS 'Who was drawn, and what they answered; of a campaign for everybody, whoever answered.';
COMMENT ON COLUMN survey_campaign_members.words_cipher IS 'Answers in words, under the key of the installation.';

-- Who was drawn and what they said is for the system alone; queries say what of it may be known.
ALTER TABLE survey_campaigns ENABLE ROW LEVEL SECURITY;
ALTER TABLE survey_campaigns FORCE ROW LEVEL SECURITY;
CREATE POLICY survey_campaigns_seen ON survey_campaigns USING (
  (SELECT current_setting('atiende.actor', true)) = 'system'
);
ALTER TABLE survey_campaign_strata ENABLE ROW LEVEL SECURITY;
ALTER TABLE survey_campaign_strata FORCE ROW LEVEL SECURITY;
CREATE POLICY survey_campaign_strata_seen ON survey_campaign_strata USING (
  (SELECT current_setting('atiende.actor', true)) = 'system'
);
ALTER TABLE survey_campaign_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE survey_campaign_members FORCE ROW LEVEL SECURITY;
CREATE POLICY survey_campaign_members_seen ON survey_campaign_members USING (
  (SELECT current_setting('atiende.actor', true)) = 'system'
);
GRANT SELECT, INSERT, UPDATE ON survey_campaigns TO :app_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON survey_campaign_strata, survey_campaign_members TO :app_role;
