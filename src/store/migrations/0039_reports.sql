-- Reports of a city: the template it writes, and the editions that were made of it.

CREATE TABLE report_templates (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  model text NOT NULL,
  version integer NOT NULL,
  sections jsonb NOT NULL,
  saved_at timestamptz NOT NULL,
  saved_by uuid REFERENCES users,
  UNIQUE (city_id, model, version)
);
COMMENT ON COLUMN report_templates.sections IS 'TemplateSection[] of core/reports/template.ts; every version stays.';

CREATE TABLE city_reports (
  id uuid PRIMARY KEY,
  city_id uuid NOT NULL REFERENCES cities,
  authority_id uuid REFERENCES authorities,
  model text NOT NULL,
  period text NOT NULL CHECK (period ~ '^20\d\d(-T[1-4])?$'),
  edition integer NOT NULL,
  template_version integer NOT NULL,
  ordered_at timestamptz NOT NULL,
  ordered_by uuid REFERENCES users,
  progress smallint NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
  as_of timestamptz,
  contents jsonb,
  published_at timestamptz,
  published_by uuid REFERENCES users,
  UNIQUE NULLS NOT DISTINCT (city_id, authority_id, model, period, edition),
  CHECK ((as_of IS NULL) = (contents IS NULL)),
  CHECK (published_at IS NULL OR contents IS NOT NULL)
);
COMMENT ON COLUMN city_reports.template_version IS '0: the one that Atiende brings along.';
COMMENT ON COLUMN city_reports.progress IS 'Percent of the making; 100 once its contents are there.';
COMMENT ON COLUMN city_reports.contents IS 'ReportContents of core/reports/contents.ts: every number and every word; null until it was made once.';
CREATE INDEX city_reports_published ON city_reports (city_id, period DESC) WHERE published_at IS NOT NULL;

-- A published edition says the same for ever: another count of the same period is another edition.
CREATE FUNCTION keep_published_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_at IS NOT NULL THEN
    RAISE EXCEPTION 'a published report is not changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER city_reports_kept BEFORE UPDATE ON city_reports
  FOR EACH ROW EXECUTE FUNCTION keep_published_report();

CREATE TABLE report_papers (
  report_id uuid NOT NULL REFERENCES city_reports,
  language text NOT NULL,
  pdf bytea NOT NULL,
  PRIMARY KEY (report_id, language)
);
COMMENT ON TABLE report_papers IS 'The PDF of a published edition, as it was on that day.';

-- A draft is its authority''s; what is published is everybody''s.
ALTER TABLE city_reports ENABLE ROW LEVEL SECURITY;
ALTER TABLE city_reports FORCE ROW LEVEL SECURITY;
CREATE POLICY city_reports_seen ON city_reports USING (
  published_at IS NOT NULL OR CASE current_setting('atiende.actor', true)
    WHEN 'system' THEN true
    WHEN 'staff' THEN authority_id IS NULL OR authority_id = ANY (current_setting('atiende.authorities', true)::uuid[])
    ELSE false
  END
);
GRANT SELECT, INSERT ON report_templates, report_papers TO :app_role;
GRANT SELECT, INSERT, UPDATE ON city_reports TO :app_role;
