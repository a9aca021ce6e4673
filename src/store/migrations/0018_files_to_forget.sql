-- What the daily sweep forgets is found without reading every file that was ever kept.
CREATE INDEX files_removed ON files (removed_at) WHERE removed_at IS NOT NULL;
CREATE INDEX files_of_nothing ON files (at) WHERE petition_id IS NULL;
CREATE INDEX drafts_by_end ON drafts (expires_at);
