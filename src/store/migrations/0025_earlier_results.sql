-- What an earlier call with the same key led to, if any. Waits for one that is on its way: the look comes after the lock,
-- and as a statement of its own sees what was committed meanwhile.
CREATE FUNCTION earlier_result(lock bigint, of_scope text, of_key text, forgotten_after interval)
  RETURNS TABLE (fingerprint bytea, result jsonb) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(lock);
  IF forgotten_after IS NOT NULL THEN
    DELETE FROM idempotency_keys k
      WHERE k.scope = of_scope AND k.key = of_key AND k.created_at < now() - forgotten_after;
  END IF;
  RETURN QUERY SELECT k.fingerprint, k.result FROM idempotency_keys k WHERE k.scope = of_scope AND k.key = of_key;
END $$;
