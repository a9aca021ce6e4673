-- Each tab of the inbox and each queue that holds a small part of what is open has an index of just that part.
CREATE INDEX petitions_waiting ON petitions (city_id, due_at, id) WHERE stage = 'waiting_citizen';
CREATE INDEX petitions_to_accept ON petitions (city_id, due_at, id) WHERE stage IN ('received', 'assigned');
CREATE INDEX petitions_to_moderate ON petitions (city_id, due_at, id)
  WHERE moderation = 'pending' AND visibility = 'public' AND merged_into IS NULL;

-- The parts that units do of petitions which another one answers.
CREATE INDEX assignments_parts_by_authority ON assignments (authority_id) INCLUDE (petition_id)
  WHERE ended_at IS NULL AND part = 'contributing';
CREATE INDEX assignments_parts_by_unit ON assignments (unit_id) INCLUDE (petition_id)
  WHERE ended_at IS NULL AND part = 'contributing';
