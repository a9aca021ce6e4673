-- What is asked of several things together reads single facts only for the days by which a period differs from whole thirds of
-- months: the cube counts those too (grain 3; the first, the eleventh and the twenty-first). All is folded anew.
TRUNCATE petition_facts, statistics_cells, statistics_cube;
COMMENT ON TABLE statistics_cube IS 'What is counted of six words together by month (grain 1) and third of a month (3); by day (2) only how many more are overdue.';
UPDATE statistics_progress SET position = NULL, swept_until = NULL, swept = 0, version = version + 1;

-- Whether any point was published finer than its service may be told by now is looked up, and not asked of each point.
DROP INDEX petition_facts_service;
CREATE INDEX petition_facts_service ON petition_facts (service, precision_m);
