-- The knowledge base: what a person is told who asks for information. A version is written once, so that what was told
-- on a day can be shown; the article says which version is in force.
CREATE TABLE articles (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  code text NOT NULL CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,60}$'),
  authority_id uuid REFERENCES authorities,
  unit_id uuid REFERENCES units,
  state text NOT NULL CHECK (state IN ('draft', 'published', 'retired')),
  version integer NOT NULL DEFAULT 1,
  published_version integer,
  title text NOT NULL,
  summary text NOT NULL,
  audience text NOT NULL CHECK (audience IN ('public', 'staff')),
  valid_from date,
  valid_until date,
  review_on date,
  search_text text NOT NULL,
  search tsvector GENERATED ALWAYS AS (to_tsvector('spanish_unaccent', search_text)) STORED,
  position integer NOT NULL DEFAULT 0,
  UNIQUE (city_id, code),
  CHECK ((state = 'draft') = (published_version IS NULL)),
  CHECK (unit_id IS NULL OR authority_id IS NOT NULL)
);
COMMENT ON COLUMN articles.version IS 'The newest; it may be ahead of the one that is in force.';
COMMENT ON COLUMN articles.title IS 'With summary, audience, dates and search_text: of the version in force, of the newest where none is.';

CREATE TABLE article_versions (
  article_id uuid NOT NULL REFERENCES articles,
  version integer NOT NULL,
  contents jsonb NOT NULL,
  saved_at timestamptz NOT NULL,
  saved_by uuid REFERENCES users,
  PRIMARY KEY (article_id, version)
);
COMMENT ON COLUMN article_versions.contents IS 'ArticleContents of core/knowledge/article.ts.';
COMMENT ON COLUMN article_versions.saved_by IS 'Null: the pack of the city.';

-- What was in force when.
CREATE TABLE article_events (
  id uuid PRIMARY KEY,
  article_id uuid NOT NULL REFERENCES articles,
  at timestamptz NOT NULL,
  user_id uuid REFERENCES users,
  type text NOT NULL CHECK (type IN ('published', 'retired', 'restored')),
  version integer NOT NULL
);
CREATE INDEX article_events_of ON article_events (article_id, at, id);

-- How often it was told, and whether it helped: numbers, and nobody's.
CREATE TABLE article_uses (
  article_id uuid NOT NULL REFERENCES articles,
  version integer NOT NULL,
  channel text NOT NULL,
  on_day date NOT NULL,
  times integer NOT NULL,
  PRIMARY KEY (article_id, on_day, channel, version)
);
CREATE TABLE article_votes (
  article_id uuid NOT NULL REFERENCES articles,
  version integer NOT NULL,
  on_day date NOT NULL,
  helped boolean NOT NULL,
  times integer NOT NULL,
  PRIMARY KEY (article_id, on_day, version, helped)
);

CREATE TABLE missing_answers (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  words text NOT NULL,
  portal_times integer NOT NULL DEFAULT 0,
  console_times integer NOT NULL DEFAULT 0,
  first_on date NOT NULL,
  last_on date NOT NULL,
  settled_at timestamptz,
  UNIQUE (city_id, words)
);
COMMENT ON TABLE missing_answers IS 'What was searched and not found, without numbers and addresses; what few searched is shown to nobody and forgotten.';

ALTER TABLE articles ENABLE ROW LEVEL SECURITY;
ALTER TABLE articles FORCE ROW LEVEL SECURITY;
CREATE POLICY articles_seen ON articles USING (
  CASE current_setting('atiende.actor', true)
    WHEN 'system' THEN true
    WHEN 'staff' THEN state <> 'draft' OR authority_id IS NULL
      OR authority_id = ANY (current_setting('atiende.authorities', true)::uuid[])
    ELSE state = 'published' AND audience = 'public'
  END
);
ALTER TABLE article_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE article_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY article_versions_seen ON article_versions USING (
  EXISTS (SELECT FROM articles a WHERE a.id = article_id
    AND (current_setting('atiende.actor', true) IN ('system', 'staff') OR a.published_version = article_versions.version))
);
DO $$
DECLARE child text;
BEGIN
  FOREACH child IN ARRAY ARRAY['article_events', 'article_uses', 'article_votes'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', child);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', child);
    EXECUTE format('CREATE POLICY %I ON %I USING (EXISTS (SELECT FROM articles a WHERE a.id = article_id))', child || '_seen', child);
  END LOOP;
END $$;
ALTER TABLE missing_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE missing_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY missing_answers_seen ON missing_answers USING (
  current_setting('atiende.actor', true) IN ('system', 'staff')
);
GRANT SELECT, INSERT, UPDATE ON articles, article_uses, article_votes TO :app_role;
GRANT SELECT, INSERT ON article_versions, article_events TO :app_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON missing_answers TO :app_role;
