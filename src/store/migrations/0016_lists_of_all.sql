-- Everything by due date, closed petitions last: one index read forwards for what is due and backwards for the rest.
CREATE INDEX petitions_all_by_due ON petitions (city_id, due_at, id);

-- The same wall. Who asks is read once for each statement and not for each row.
ALTER POLICY petitions_seen ON petitions USING (
  CASE (SELECT current_setting('atiende.actor', true))
    WHEN 'system' THEN true
    WHEN 'staff' THEN authority_ids && (SELECT current_setting('atiende.authorities', true)::uuid[])
    WHEN 'citizen' THEN id = (SELECT nullif(current_setting('atiende.petition', true), '')::uuid)
      OR visibility IN ('public', 'masked')
    WHEN 'public' THEN visibility IN ('public', 'masked')
    ELSE false
  END
);
