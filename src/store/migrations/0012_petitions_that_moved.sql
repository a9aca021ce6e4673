-- Petitions that more than one authority had: the few of which somebody reads only their own period.
CREATE INDEX petitions_moved ON petitions (city_id, id DESC) WHERE cardinality(authority_ids) > 1;
