-- A call counts in the queue that it entered first: another one that it is handed on to answers for nothing that came before.
COMMENT ON COLUMN calls.queue_id IS 'The queue that it entered first; null for one that went to nobody''s queue.';
-- What an agent ordered of the exchange within the last minute is looked at whenever their telephone is.
CREATE INDEX exchange_orders_of_user ON exchange_orders (user_id, ordered_at);
