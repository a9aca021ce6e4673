-- The two largest indexes that nothing needed as they were.

-- A line of a ledger is known by its petition and number; its own id is looked for by nobody.
ALTER TABLE clock_entries DROP CONSTRAINT clock_entries_pkey;
ALTER TABLE clock_entries DROP CONSTRAINT clock_entries_petition_id_seq_key, ADD PRIMARY KEY (petition_id, seq);

-- The events of a seal are read together and put in order then. Without their ids the entries of one seal are equal and
-- share one entry of the index.
DROP INDEX sealed_events_by_seal;
CREATE INDEX sealed_events_by_seal ON sealed_events (authority_id, seal_seq);
