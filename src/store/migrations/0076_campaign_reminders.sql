-- Whoever was drawn and has not answered is reminded once, and may say that they want no more surveys.
ALTER TABLE survey_campaigns ADD COLUMN remind_after_days smallint CHECK (remind_after_days BETWEEN 1 AND 14);
COMMENT ON COLUMN survey_campaigns.remind_after_days IS 'Days after the invitation; null: nobody is reminded.';
ALTER TABLE survey_campaign_members
  ADD COLUMN reminded_at timestamptz,
  ADD COLUMN not_reminded text CHECK (not_reminded IN ('declined', 'unreachable')),
  ADD COLUMN declined_at timestamptz;
ALTER TABLE survey_campaign_members
  ADD CONSTRAINT survey_campaign_members_reminded_or_not CHECK (reminded_at IS NULL OR not_reminded IS NULL);
CREATE INDEX survey_campaign_members_to_remind ON survey_campaign_members (campaign_id, id)
  WHERE carried_by = 'email' AND answered_at IS NULL AND reminded_at IS NULL AND not_reminded IS NULL;
