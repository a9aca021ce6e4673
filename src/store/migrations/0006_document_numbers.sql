-- The numbers of formal replies: one series per unit and local year, without gaps.
CREATE TABLE document_numbers (
  unit_id uuid NOT NULL REFERENCES units,
  year integer NOT NULL,
  last integer NOT NULL,
  PRIMARY KEY (unit_id, year)
);

-- For marking what went by, whoever has it.
CREATE INDEX petitions_due ON petitions (due_at) WHERE stage <> 'closed';

-- A person supports a petition once.
CREATE UNIQUE INDEX supporters_once ON supporters (petition_id, person_id) WHERE person_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON document_numbers TO :app_role;
