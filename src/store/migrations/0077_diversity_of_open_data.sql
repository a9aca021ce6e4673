-- How varied the outcomes are within the crowds of a publication; null for those of before.
ALTER TABLE open_data_publications
  ADD COLUMN crowds integer,
  ADD COLUMN least_diversity integer,
  ADD COLUMN crowds_alike integer;
