-- A calibration that nobody will finish can be given up by who opened it: its interactions can be drawn again.
ALTER TABLE quality_calibrations ADD COLUMN given_up_at timestamptz;
ALTER TABLE quality_calibrations ADD CHECK (given_up_at IS NULL OR compared_at IS NULL);
GRANT DELETE ON quality_calibration_items, quality_calibration_scores TO :app_role;
