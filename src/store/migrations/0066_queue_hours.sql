-- When each queue of an exchange is open: always, as the telephone of its authority is, or by a week of its own. Holidays
-- and closures are those of the authority's calendar.
ALTER TABLE call_queues
  ADD COLUMN hours_from text NOT NULL DEFAULT 'channel' CHECK (hours_from IN ('always', 'channel', 'own')),
  ADD COLUMN own_hours jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN call_queues.hours_from IS 'channel: as the channel phone of its authority; one without hours is always open.';
COMMENT ON COLUMN call_queues.own_hours IS 'Stretches of the week, for hours_from own: [{"weekday": 1, "opens": "09:00", "closes": "18:00"}].';

-- The certificate of whoever vouches for the exchange, where that is nobody whom every machine knows.
ALTER TABLE telephone_exchanges
  ADD COLUMN tls_certificate text,
  DROP CONSTRAINT telephone_exchanges_link_check,
  ADD CONSTRAINT telephone_exchanges_link_check CHECK (link IN ('up', 'down', 'refused', 'untrusted'));
COMMENT ON COLUMN telephone_exchanges.tls_certificate IS 'PEM, public: of the exchange or of the authority that signed its certificate; null: those that every machine knows.';
COMMENT ON COLUMN telephone_exchanges.link IS 'As the process that holds the line last said; refused: the exchange does not take user or secret; untrusted: its certificate is not to be trusted.';
