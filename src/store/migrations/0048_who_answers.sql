-- What people say of themselves with an answer, if they want: kept with the answer and nowhere else, told of ten at least.
ALTER TABLE surveys
  ADD COLUMN age_band text CHECK (age_band IN ('under_18', '18_29', '30_44', '45_59', 'from_60')),
  ADD COLUMN gender text CHECK (gender IN ('woman', 'man', 'other')),
  ADD COLUMN disability text CHECK (disability IN ('yes', 'no')),
  ADD COLUMN indigenous_language text CHECK (indigenous_language IN ('yes', 'no'));
CREATE INDEX surveys_of_groups ON surveys (city_id, closed_on)
  INCLUDE (authority_id, channel, satisfaction, solved, age_band, gender, disability, indigenous_language)
  WHERE coalesce(age_band, gender, disability, indigenous_language) IS NOT NULL;
