-- What somebody with a number comes for, where they said it: a service of the catalogue that the line attends.
SELECT set_config('atiende.actor', 'system', true);
ALTER TABLE tickets ADD COLUMN service_code text;
ALTER TABLE offices ADD COLUMN is_demo boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN offices.is_demo IS 'Made up by a pack for a demonstration; never loaded into a real city.';
