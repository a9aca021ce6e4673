-- The list of public petitions by outcome: few are withdrawn or duplicates, and they lie far apart in the list of all.
CREATE INDEX petitions_listed_outcome ON petitions (city_id, outcome_class, received_at DESC, id DESC)
  INCLUDE (service_id, zone_code, stage, visibility, authority_ids)
  WHERE visibility IN ('public', 'masked') AND moderation <> 'quarantined' AND stage = 'closed';
