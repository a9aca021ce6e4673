-- The same wall. Whoever holds the key of a petition reads and writes what hangs on it without a look at the petition:
-- a filing writes both in one statement, which does not see its own rows yet. OFFSET 0 keeps the look by key, row by row:
-- without it the planner may read all petitions once instead.
DO $$
DECLARE child text;
BEGIN
  FOREACH child IN ARRAY ARRAY['petition_events', 'clock_entries', 'assignments', 'contacts', 'messages', 'replies', 'supporters', 'letters'] LOOP
    EXECUTE format($policy$
      ALTER POLICY %I ON %I USING (
        CASE (SELECT current_setting('atiende.actor', true))
          WHEN 'system' THEN true
          WHEN 'citizen' THEN petition_id = (SELECT nullif(current_setting('atiende.petition', true), '')::uuid)
            OR EXISTS (SELECT FROM petitions p WHERE p.id = petition_id OFFSET 0)
          ELSE EXISTS (SELECT FROM petitions p WHERE p.id = petition_id OFFSET 0)
        END)$policy$, child || '_seen', child);
  END LOOP;
END $$;

-- The same numbers. The sequence is looked up first: a block that may fail costs a transaction of its own each time.
CREATE OR REPLACE FUNCTION next_folio_number(authority_code text, filing_year integer) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  name text := 'folio_' || lower(regexp_replace(authority_code, '[^A-Za-z0-9]', '', 'g')) || '_' || filing_year;
  numbers regclass := to_regclass(format('public.%I', name));
BEGIN
  IF numbers IS NULL THEN
    BEGIN
      EXECUTE format('CREATE SEQUENCE IF NOT EXISTS public.%I AS bigint', name);
    EXCEPTION WHEN unique_violation OR duplicate_table THEN NULL;
    END;
    numbers := to_regclass(format('public.%I', name));
  END IF;
  RETURN nextval(numbers);
END $$;
