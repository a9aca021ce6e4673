-- The written channel: the register of incoming letters, where each one lies, cover sheets for letters still to come, and
-- how replies on paper were delivered.
SELECT set_config('atiende.actor', 'system', true);

CREATE TABLE letter_series (
  authority_id uuid NOT NULL REFERENCES authorities,
  year integer NOT NULL,
  last_number integer NOT NULL,
  PRIMARY KEY (authority_id, year)
);
COMMENT ON TABLE letter_series IS 'Entry numbers have no gaps: the number is taken in the transaction that registers the letter.';

CREATE TABLE incoming_letters (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  unit_id uuid REFERENCES units,
  year integer NOT NULL,
  entry_number integer NOT NULL,
  received_at timestamptz NOT NULL,
  registered_at timestamptz NOT NULL,
  registered_by uuid NOT NULL REFERENCES users,
  medium text NOT NULL CHECK (medium IN ('by_hand', 'post', 'courier', 'box', 'fax')),
  sender_kind text NOT NULL CHECK (sender_kind IN ('person', 'organisation', 'unknown')),
  sender_cipher bytea,
  subject text NOT NULL,
  sheets integer NOT NULL CHECK (sheets BETWEEN 1 AND 9999),
  annexes integer NOT NULL CHECK (annexes BETWEEN 0 AND 999),
  annex_note text NOT NULL DEFAULT '',
  petition_id uuid NOT NULL REFERENCES petitions,
  part text NOT NULL CHECK (part IN ('opened', 'added')),
  addressed_to uuid REFERENCES authorities,
  cover_code text UNIQUE,
  page_file_ids uuid[] NOT NULL DEFAULT '{}',
  scan_state text NOT NULL DEFAULT 'none' CHECK (scan_state IN ('none', 'waiting', 'joined', 'searchable', 'failed')),
  scan_file_id uuid REFERENCES files,
  UNIQUE (authority_id, year, entry_number)
);
COMMENT ON COLUMN incoming_letters.authority_id IS 'Whose mail room registered it; the petition may be another authority''s.';
COMMENT ON COLUMN incoming_letters.sender_cipher IS 'Of a letter that was added to a folio: its sender, under the key of the person of the petition, or of the installation. Who opened a petition is its contact.';
COMMENT ON COLUMN incoming_letters.addressed_to IS 'Another authority that it is meant for: it is transferred within the term.';
CREATE INDEX incoming_letters_book ON incoming_letters (authority_id, registered_at DESC, id DESC);
CREATE INDEX incoming_letters_of ON incoming_letters (petition_id);
CREATE INDEX incoming_letters_for_others ON incoming_letters (authority_id, petition_id) WHERE addressed_to IS NOT NULL;

CREATE TABLE letter_places (
  id uuid PRIMARY KEY,
  letter_id uuid NOT NULL REFERENCES incoming_letters,
  shelf text NOT NULL,
  box text NOT NULL,
  folder text NOT NULL,
  at timestamptz NOT NULL,
  user_id uuid NOT NULL REFERENCES users
);
CREATE INDEX letter_places_of ON letter_places (letter_id, at DESC);

CREATE TABLE cover_sheets (
  code text PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  batch_id uuid NOT NULL,
  printed_at timestamptz NOT NULL,
  printed_by uuid NOT NULL REFERENCES users
);
CREATE INDEX cover_sheets_batch ON cover_sheets (batch_id);

CREATE TABLE reply_prints (
  id uuid PRIMARY KEY,
  reply_id uuid NOT NULL REFERENCES replies,
  petition_id uuid NOT NULL REFERENCES petitions,
  at timestamptz NOT NULL,
  user_id uuid NOT NULL REFERENCES users
);
CREATE INDEX reply_prints_of ON reply_prints (reply_id);

CREATE TABLE paper_deliveries (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid NOT NULL REFERENCES authorities,
  petition_id uuid NOT NULL REFERENCES petitions,
  reply_id uuid NOT NULL REFERENCES replies,
  way text NOT NULL CHECK (way IN ('in_person', 'post', 'list')),
  state text NOT NULL CHECK (state IN ('under_way', 'delivered', 'returned', 'undone')),
  begun_on date NOT NULL,
  ended_on date,
  receiver_cipher bytea,
  tracking text NOT NULL DEFAULT '',
  returned_reason text NOT NULL DEFAULT '',
  proof_file_id uuid REFERENCES files,
  notified_at timestamptz,
  notified_on date,
  rule text,
  recorded_at timestamptz NOT NULL,
  recorded_by uuid NOT NULL REFERENCES users,
  decided_at timestamptz,
  decided_by uuid REFERENCES users,
  undone_at timestamptz,
  undone_by uuid REFERENCES users,
  undone_reason text,
  CHECK ((state = 'delivered') = (notified_at IS NOT NULL) OR state = 'undone'),
  CHECK ((state = 'undone') = (undone_at IS NOT NULL))
);
COMMENT ON COLUMN paper_deliveries.begun_on IS 'Handed over, posted to the carrier, or put on the list: a local date. ended_on: delivered, returned, or last day on the list.';
COMMENT ON COLUMN paper_deliveries.receiver_cipher IS 'Who received it and the document that was shown, under the key of the person of the petition, or of the installation.';
CREATE INDEX paper_deliveries_of ON paper_deliveries (reply_id);
CREATE UNIQUE INDEX paper_deliveries_one ON paper_deliveries (reply_id) WHERE state IN ('under_way', 'delivered');

ALTER TABLE letter_series ENABLE ROW LEVEL SECURITY;
ALTER TABLE letter_series FORCE ROW LEVEL SECURITY;
CREATE POLICY letter_series_seen ON letter_series USING (
  CASE current_setting('atiende.actor', true)
    WHEN 'system' THEN true
    WHEN 'staff' THEN authority_id = ANY (current_setting('atiende.authorities', true)::uuid[])
    ELSE false
  END
);
ALTER TABLE incoming_letters ENABLE ROW LEVEL SECURITY;
ALTER TABLE incoming_letters FORCE ROW LEVEL SECURITY;
CREATE POLICY incoming_letters_seen ON incoming_letters USING (
  CASE current_setting('atiende.actor', true)
    WHEN 'system' THEN true
    WHEN 'staff' THEN authority_id = ANY (current_setting('atiende.authorities', true)::uuid[])
    ELSE false
  END
);
ALTER TABLE cover_sheets ENABLE ROW LEVEL SECURITY;
ALTER TABLE cover_sheets FORCE ROW LEVEL SECURITY;
CREATE POLICY cover_sheets_seen ON cover_sheets USING (
  CASE current_setting('atiende.actor', true)
    WHEN 'system' THEN true
    WHEN 'staff' THEN authority_id = ANY (current_setting('atiende.authorities', true)::uuid[])
    ELSE false
  END
);
ALTER TABLE letter_places ENABLE ROW LEVEL SECURITY;
ALTER TABLE letter_places FORCE ROW LEVEL SECURITY;
-- A letter and its first place are written by one statement, which does not see the letter yet.
CREATE POLICY letter_places_seen ON letter_places USING (
  (SELECT current_setting('atiende.actor', true)) = 'system'
  OR EXISTS (SELECT FROM incoming_letters l WHERE l.id = letter_id)
);
ALTER TABLE reply_prints ENABLE ROW LEVEL SECURITY;
ALTER TABLE reply_prints FORCE ROW LEVEL SECURITY;
CREATE POLICY reply_prints_seen ON reply_prints USING (EXISTS (SELECT FROM petitions p WHERE p.id = petition_id));
ALTER TABLE paper_deliveries ENABLE ROW LEVEL SECURITY;
ALTER TABLE paper_deliveries FORCE ROW LEVEL SECURITY;
CREATE POLICY paper_deliveries_seen ON paper_deliveries USING (EXISTS (SELECT FROM petitions p WHERE p.id = petition_id));

GRANT SELECT, INSERT, UPDATE ON letter_series, incoming_letters, paper_deliveries TO :app_role;
-- Where a letter lay, what was reserved and what was printed is never rewritten.
GRANT SELECT, INSERT ON letter_places, cover_sheets, reply_prints TO :app_role;
