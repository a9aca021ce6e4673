-- A neighbourhood, a service or a unit among all authorities: few facts, found by themselves.
CREATE INDEX petition_facts_neighbourhood ON petition_facts (neighbourhood);
CREATE INDEX petition_facts_service ON petition_facts (service);
CREATE INDEX petition_facts_unit ON petition_facts (unit);
