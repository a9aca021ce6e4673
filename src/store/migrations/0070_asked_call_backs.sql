-- Calling back whoever asks for it on the portal, with or without an exchange: the same list that calls in vain feed, one
-- for each number and authority while it waits.
SELECT set_config('atiende.actor', 'system', true);
ALTER TABLE call_backs
  ALTER COLUMN exchange_id DROP NOT NULL,
  ALTER COLUMN call_id DROP NOT NULL,
  ALTER COLUMN number_index DROP NOT NULL,
  ADD COLUMN asked_at timestamptz,
  ADD COLUMN not_before timestamptz,
  ADD COLUMN asked_cipher bytea,
  ADD CONSTRAINT call_backs_reason CHECK (call_id IS NOT NULL OR asked_at IS NOT NULL),
  ADD CONSTRAINT call_backs_number CHECK (number_index IS NOT NULL OR closed_at IS NOT NULL);
COMMENT ON COLUMN call_backs.asked_at IS 'When the person asked for it on the portal; null: they only called.';
COMMENT ON COLUMN call_backs.not_before IS 'From when the person wants to be called; null: at once.';
COMMENT ON COLUMN call_backs.asked_cipher IS 'What it is about, and which folio, as they wrote it; under the key of the installation. Removed with the number.';
COMMENT ON COLUMN call_backs.number_index IS 'Keyed hash as of person_identities, kind phone; removed with the number thirty days after it was over.';

-- Two exchanges of one authority may each have been called in vain by one number: one call is enough.
UPDATE call_backs b SET state = 'called_again', closed_at = b.last_missed_at
WHERE b.state IN ('open', 'taken') AND EXISTS (
  SELECT FROM call_backs o WHERE o.authority_id = b.authority_id AND o.number_index = b.number_index
    AND o.state IN ('open', 'taken') AND o.id < b.id);
DROP INDEX call_backs_waiting;
CREATE UNIQUE INDEX call_backs_waiting ON call_backs (authority_id, number_index) WHERE state IN ('open', 'taken');
CREATE INDEX call_backs_kept ON call_backs (due_at) WHERE number_index IS NOT NULL;
