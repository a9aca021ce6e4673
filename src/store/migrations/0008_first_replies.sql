-- A first reply says what will be done, when and how to follow it; the outcome comes with the final one.
ALTER TABLE replies ALTER COLUMN outcome_code DROP NOT NULL;
COMMENT ON COLUMN replies.outcome_code IS 'Null: a first reply, after which the matter still has to be resolved.';
