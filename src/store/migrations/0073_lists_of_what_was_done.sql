-- What was replied to or closed on a day is found by that day: a number of a dashboard leads to its list.
CREATE INDEX petition_events_replies ON petition_events (at, petition_id) WHERE type IN ('first_reply_sent', 'reply_sent');
CREATE INDEX petitions_closed_of_authority ON petitions (current_authority_id, closed_at) WHERE stage = 'closed';
