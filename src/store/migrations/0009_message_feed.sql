-- The Open311 feed of updates asks for what was said in a window of time.
CREATE INDEX messages_recent ON messages (at, id);
