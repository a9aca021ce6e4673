-- What people say of how they were attended, and what is done about it. One row per closing of a petition that was
-- answered: the frame that response rates and weights are counted against, whether it was asked or not.
CREATE TABLE surveys (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  petition_id uuid NOT NULL REFERENCES petitions,
  authority_id uuid NOT NULL REFERENCES authorities,
  unit_id uuid NOT NULL REFERENCES units,
  service_id uuid NOT NULL REFERENCES services,
  kind_code text NOT NULL,
  channel text NOT NULL,
  responsible_id uuid REFERENCES users,
  closed_at timestamptz NOT NULL,
  closed_on date NOT NULL,
  carried_by text CHECK (carried_by IN ('email', 'page')),
  not_asked text CHECK (not_asked IN ('reserved_identity', 'declined', 'asked_recently')),
  contact_hash bytea,
  token_hash bytea UNIQUE,
  holder_hash bytea UNIQUE,
  asked_at timestamptz,
  reminded_at timestamptz,
  expires_at timestamptz,
  declined_at timestamptz,
  answered_at timestamptz,
  satisfaction smallint CHECK (satisfaction BETWEEN 1 AND 5),
  ease smallint CHECK (ease BETWEEN 1 AND 5),
  solved text CHECK (solved IN ('yes', 'partly', 'no', 'unknown')),
  clarity smallint CHECK (clarity BETWEEN 1 AND 5),
  comment_cipher bytea,
  comment_person_id uuid REFERENCES persons,
  wants_contact boolean NOT NULL DEFAULT false,
  UNIQUE (petition_id, closed_at),
  CHECK ((carried_by IS NULL) = (not_asked IS NOT NULL)),
  CHECK ((carried_by IS NULL) = (asked_at IS NULL)),
  CHECK (answered_at IS NULL OR satisfaction IS NOT NULL AND solved IS NOT NULL)
);
CREATE INDEX surveys_by_closing ON surveys (city_id, closed_on);
CREATE INDEX surveys_answered ON surveys (city_id, closed_on) WHERE answered_at IS NOT NULL;
CREATE INDEX surveys_by_contact ON surveys (contact_hash) WHERE contact_hash IS NOT NULL;
CREATE INDEX surveys_to_remind ON surveys (asked_at) WHERE carried_by = 'email' AND answered_at IS NULL AND reminded_at IS NULL;
COMMENT ON COLUMN surveys.token_hash IS 'Of the link in the message: dead once it was answered.';
COMMENT ON COLUMN surveys.holder_hash IS 'Of the browser that answers: it alone may change the answer for a day.';
COMMENT ON COLUMN surveys.comment_person_id IS 'Under whose key the comment is; null: under the installation''s.';

CREATE TABLE survey_follow_ups (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  unit_id uuid NOT NULL REFERENCES units,
  survey_id uuid NOT NULL UNIQUE REFERENCES surveys,
  trigger text NOT NULL CHECK (trigger IN ('dissatisfied', 'not_solved', 'both')),
  opened_at timestamptz NOT NULL,
  due_on date NOT NULL,
  owner_id uuid REFERENCES users,
  contacts smallint NOT NULL DEFAULT 0 CHECK (contacts BETWEEN 0 AND 3),
  cause text,
  closing_note text,
  closed_at timestamptz,
  closed_by uuid REFERENCES users,
  version integer NOT NULL DEFAULT 1,
  CHECK ((closed_at IS NULL) = (cause IS NULL))
);
CREATE INDEX survey_follow_ups_open ON survey_follow_ups (authority_id, due_on, id) WHERE closed_at IS NULL;
CREATE INDEX survey_follow_ups_closed ON survey_follow_ups (city_id, closed_at) WHERE closed_at IS NOT NULL;

-- No member of staff reads an answer beside its petition, whatever a query forgets to ask: figures are told by the
-- system, and a follow-up says itself what of it may be known.
ALTER TABLE surveys ENABLE ROW LEVEL SECURITY;
ALTER TABLE surveys FORCE ROW LEVEL SECURITY;
CREATE POLICY surveys_seen ON surveys USING (
  CASE current_setting('atiende.actor', true)
    WHEN 'system' THEN true
    WHEN 'citizen' THEN petition_id = nullif(current_setting('atiende.petition', true), '')::uuid
    ELSE false
  END
);
ALTER TABLE survey_follow_ups ENABLE ROW LEVEL SECURITY;
ALTER TABLE survey_follow_ups FORCE ROW LEVEL SECURITY;
CREATE POLICY survey_follow_ups_seen ON survey_follow_ups USING (
  CASE current_setting('atiende.actor', true)
    WHEN 'system' THEN true
    WHEN 'staff' THEN authority_id = ANY (current_setting('atiende.authorities', true)::uuid[])
    ELSE false
  END
);
GRANT SELECT, INSERT, UPDATE ON surveys, survey_follow_ups TO :app_role;
