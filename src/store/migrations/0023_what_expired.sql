-- What the daily sweep forgets is found by its age, and not by reading every session and every try at signing in.
CREATE INDEX sessions_by_end ON sessions (expires_at);
CREATE INDEX one_time_tokens_by_end ON one_time_tokens (expires_at);
CREATE INDEX sign_in_attempts_by_age ON sign_in_attempts (at);
CREATE INDEX idempotency_keys_of_pages ON idempotency_keys (created_at) WHERE scope = 'open311-pages';
