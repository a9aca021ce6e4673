-- What Open311 lists, in the two orders that it is listed in. A page is found in the index alone: with the columns that
-- the filters and the row-level policy look at, so that skipping to a far page reads no petition.
CREATE INDEX petitions_listed_newest ON petitions (city_id, received_at DESC, id DESC)
  INCLUDE (service_id, stage, visibility, authority_ids)
  WHERE visibility IN ('public', 'masked') AND moderation <> 'quarantined';
CREATE INDEX petitions_listed_changed ON petitions
  (city_id, (CASE WHEN stage = 'closed' AND closed_at IS NOT NULL THEN closed_at ELSE updated_at END), id)
  INCLUDE (stage, closed_at, updated_at, received_at, service_id, visibility, authority_ids)
  WHERE visibility IN ('public', 'masked') AND moderation <> 'quarantined';
