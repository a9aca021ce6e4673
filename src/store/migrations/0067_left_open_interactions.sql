-- One that was begun and never ended is closed when its working day is over; few are open at any time.
CREATE INDEX interactions_left_open ON interactions (city_id, at)
  WHERE recorded = 'live' AND ended_at IS NULL AND wrap_up IS NULL;
