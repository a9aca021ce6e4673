-- Which articles were told in a call or a visit, in the version that was in force.
CREATE TABLE interaction_articles (
  interaction_id uuid NOT NULL REFERENCES interactions,
  article_id uuid NOT NULL REFERENCES articles,
  version integer NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (interaction_id, article_id)
);
ALTER TABLE interaction_articles ENABLE ROW LEVEL SECURITY;
ALTER TABLE interaction_articles FORCE ROW LEVEL SECURITY;
CREATE POLICY interaction_articles_seen ON interaction_articles USING (
  (SELECT current_setting('atiende.actor', true)) = 'system' OR (
    (SELECT current_setting('atiende.actor', true)) = 'staff'
    AND EXISTS (SELECT FROM interactions i WHERE i.id = interaction_id)
  )
);
GRANT SELECT, INSERT ON interaction_articles TO :app_role;
