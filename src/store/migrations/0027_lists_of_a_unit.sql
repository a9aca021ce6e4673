-- What a unit had and another one has now, or does a part of. An assignment that ends otherwise leaves the petition with
-- its unit, so these few rows say of every petition whether the unit ever had it.
CREATE INDEX assignments_passed_on ON assignments (unit_id) INCLUDE (petition_id, authority_id)
  WHERE state IN ('returned', 'transferred') OR part = 'contributing';

-- The same wall. Every authority of an assignment is among those of its petition, so whoever works for it sees the row
-- without the petition being asked.
ALTER POLICY assignments_seen ON assignments USING (
  CASE (SELECT current_setting('atiende.actor', true))
    WHEN 'system' THEN true
    WHEN 'staff' THEN authority_id = ANY ((SELECT current_setting('atiende.authorities', true)::uuid[])::uuid[])
      OR EXISTS (SELECT FROM petitions p WHERE p.id = petition_id OFFSET 0)
    WHEN 'citizen' THEN petition_id = (SELECT nullif(current_setting('atiende.petition', true), '')::uuid)
      OR EXISTS (SELECT FROM petitions p WHERE p.id = petition_id OFFSET 0)
    ELSE EXISTS (SELECT FROM petitions p WHERE p.id = petition_id OFFSET 0)
  END);

-- Everything that an authority or a unit has, by due date and closed petitions last, as `petitions_all_by_due` of a city.
CREATE INDEX petitions_all_of_authority ON petitions (current_authority_id, due_at, id);
CREATE INDEX petitions_all_of_unit ON petitions (unit_id, due_at, id);
-- Few wait for the citizen: each authority and unit has its own.
CREATE INDEX petitions_waiting_of_authority ON petitions (current_authority_id, due_at, id)
  WHERE stage = 'waiting_citizen';
CREATE INDEX petitions_waiting_of_unit ON petitions (unit_id, due_at, id) WHERE stage = 'waiting_citizen';

-- What went by is marked by `next_mark_at` since migration 0014; lists have the indexes of their own place.
DROP INDEX petitions_due;
