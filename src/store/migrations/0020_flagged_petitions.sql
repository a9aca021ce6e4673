-- What few petitions are is found among those few: a filter by such a flag would otherwise pass over all the others.
CREATE INDEX petitions_transferred ON petitions (city_id, due_at, id) WHERE transferred_count > 0;
CREATE INDEX petitions_reopened ON petitions (city_id, due_at, id) WHERE reopened_count > 0;
CREATE INDEX petitions_extended ON petitions (city_id, due_at, id) WHERE extended;
CREATE INDEX petitions_with_priority ON petitions (city_id, due_at, id) WHERE priority > 0;
CREATE INDEX petitions_quarantined ON petitions (city_id, due_at, id) WHERE moderation = 'quarantined';
