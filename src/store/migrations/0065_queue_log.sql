-- What the exchange itself has on record of calls (Asterisk's queue_log) is read every hour: when, until when it reaches,
-- and what was found in it that the line had not told.
ALTER TABLE telephone_exchanges
  ADD COLUMN log_read_at timestamptz,
  ADD COLUMN log_until timestamptz,
  ADD COLUMN log_calls integer,
  ADD COLUMN log_added integer,
  ADD COLUMN log_corrected integer,
  ADD COLUMN log_problem text CHECK (log_problem IN ('no_file', 'unreadable'));
COMMENT ON COLUMN telephone_exchanges.log_read_at IS 'When the record of the exchange was last looked for; null: never.';
COMMENT ON COLUMN telephone_exchanges.log_until IS 'Instant of its newest line.';
COMMENT ON COLUMN telephone_exchanges.log_calls IS 'Calls that were over in it, as far back as it was read the last time.';
COMMENT ON COLUMN telephone_exchanges.log_added IS 'Of these, those that nobody had heard of.';
COMMENT ON COLUMN telephone_exchanges.log_corrected IS 'Of these, those whose end had been guessed after the line was away.';
