-- Row-level security behind the queries. The actor is set with SET LOCAL in every transaction, reads included.
--   atiende.actor        system | staff | citizen | public
--   atiende.authorities  {uuid,…}  the authorities a member of staff works for
--   atiende.petition     uuid      the one petition that a citizen's key opened

CREATE FUNCTION actor_sees_petition(petition_id uuid, authority_ids uuid[], visibility text) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE current_setting('atiende.actor', true)
    WHEN 'system' THEN true
    WHEN 'staff' THEN authority_ids && current_setting('atiende.authorities', true)::uuid[]
    WHEN 'citizen' THEN petition_id = nullif(current_setting('atiende.petition', true), '')::uuid OR visibility IN ('public', 'masked')
    WHEN 'public' THEN visibility IN ('public', 'masked')
    ELSE false
  END
$$;

ALTER TABLE petitions ENABLE ROW LEVEL SECURITY;
ALTER TABLE petitions FORCE ROW LEVEL SECURITY;
CREATE POLICY petitions_seen ON petitions USING (actor_sees_petition(id, authority_ids, visibility))
  WITH CHECK (actor_sees_petition(id, authority_ids, visibility));

DO $$
DECLARE child text;
BEGIN
  FOREACH child IN ARRAY ARRAY['petition_events', 'clock_entries', 'assignments', 'contacts', 'messages', 'replies', 'supporters'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', child);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', child);
    EXECUTE format('CREATE POLICY %I ON %I USING (EXISTS (SELECT FROM petitions p WHERE p.id = petition_id))', child || '_seen', child);
  END LOOP;
END $$;

-- Personal data only for staff, the person's own petition, and the system.
DO $$
DECLARE personal text;
BEGIN
  FOREACH personal IN ARRAY ARRAY['persons', 'person_identities', 'person_name_words', 'personal_data_views', 'person_changes'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', personal);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', personal);
    EXECUTE format('CREATE POLICY %I ON %I USING (current_setting(''atiende.actor'', true) IN (''system'', ''staff'', ''citizen''))', personal || '_seen', personal);
  END LOOP;
END $$;

GRANT USAGE ON SCHEMA public TO :app_role;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :app_role;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO :app_role;
GRANT EXECUTE ON FUNCTION next_folio_number(text, integer) TO :app_role;

-- History is never rewritten by the application.
REVOKE UPDATE, DELETE ON petition_events, clock_entries, configuration_changes, personal_data_views, person_changes, privacy_consents, seals, texts FROM :app_role;
REVOKE INSERT, UPDATE, DELETE ON schema_migrations FROM :app_role;
