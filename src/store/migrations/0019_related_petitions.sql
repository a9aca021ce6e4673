-- What was merged into a petition: asked for on each petition's page.
CREATE INDEX petitions_merged ON petitions (merged_into) WHERE merged_into IS NOT NULL;
-- The newest of a service in a borough: those whose words are compared to find duplicates.
CREATE INDEX petitions_of_service ON petitions (service_id, zone_code, received_at DESC);
