-- Where the disk is nearly full, recordings stop and calls go on; whoever supervises sees since when.
ALTER TABLE telephone_exchanges ADD COLUMN recording_stopped_at timestamptz;
COMMENT ON COLUMN telephone_exchanges.recording_stopped_at IS 'Since when the exchange was told not to record, for want of room; null: it may.';
