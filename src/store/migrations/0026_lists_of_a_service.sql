-- The petitions of one service, in the two orders of its lists: a rare service would else be looked for among all others.
CREATE INDEX petitions_of_service_newest ON petitions (service_id, received_at DESC, id DESC);
CREATE INDEX petitions_of_service_by_due ON petitions (service_id, due_at, id);
