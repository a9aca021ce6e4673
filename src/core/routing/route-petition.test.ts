import fc from 'fast-check';
import { expect, it } from 'vitest';
import { routePetition, type RoutingRule } from './route-petition.ts';

const rules: RoutingRule[] = [
  { id: '1', unit: 'city/window' },
  { id: '2', zone: 'north', unit: 'north/streets' },
  { id: '3', service: 'lamp', zone: 'north', unit: 'north/lamps' },
  { id: '4', service: 'water', unit: 'city/water' },
  { id: '5', service: 'lamp', zone: 'north-old-town', unit: 'north/heritage' },
  { id: '6', kind: 'complaint', unit: 'city/control' },
];
const place = { zone: 'north', kind: 'report', channel: 'portal', triage_unit: 'north/triage' };

it('lets the most specific rule decide and says what decided', () => {
  expect(routePetition(rules, { ...place, service: 'lamp' })).toEqual({
    unit: 'north/lamps',
    rule: '3',
    explanation: { reason: 'rule', matched: ['service', 'zone'], zone: 'north', outranked: ['2', '1'] },
  });
});

it('sends a city service to the city and a borough service to the borough, for the same point', () => {
  expect(routePetition(rules, { ...place, service: 'water' }).unit).toBe('city/water');
  expect(routePetition(rules, { ...place, service: 'pothole' }).unit).toBe('north/streets');
});

it('prefers the rule of the neighbourhood to the rule of the borough around it', () => {
  const oldTown = { ...place, service: 'lamp', zone: 'north-old-town', parent_zones: ['north', 'city'] };
  expect(routePetition(rules, oldTown).unit).toBe('north/heritage');
  expect(routePetition(rules, { ...oldTown, zone: 'north-new-town' }).unit).toBe('north/lamps');
});

it('gives what no rule matches to triage, never to nobody', () => {
  expect(routePetition(rules.slice(1), { ...place, service: 'other', zone: null })).toEqual({
    unit: 'north/triage',
    explanation: { reason: 'no_rule_matches', matched: [], outranked: [] },
  });
});

const code = fc.constantFrom('a', 'b', 'c');
const open = fc.option(code, { nil: null });
const someRules = fc.uniqueArray(
  fc.record({ id: fc.uuid(), service: open, zone: open, kind: open, channel: open, unit: code }),
  { selector: ({ id }) => id, maxLength: 12 },
);
const someQuestion = fc.record({
  service: code,
  zone: open,
  kind: code,
  channel: code,
  triage_unit: fc.constant('triage'),
});

it('does not depend on the order of the table, and only a matching rule decides', () => {
  fc.assert(
    fc.property(someRules, someQuestion, (table, question) => {
      const route = routePetition(table, question);
      expect(routePetition([...table].reverse(), question)).toEqual(route);
      const rule = table.find(({ id }) => id === route.rule);
      if (rule === undefined) {
        expect(route.unit).toBe('triage');
        expect(
          table.some((one) =>
            ['service', 'zone', 'kind', 'channel'].every((fact) => {
              const wanted = one[fact as 'service'];
              return wanted === null || wanted === question[fact as 'service'];
            }),
          ),
        ).toBe(false);
        return;
      }
      expect(route.unit).toBe(rule.unit);
      for (const fact of route.explanation.matched) expect(rule[fact]).toBe(question[fact]);
    }),
  );
});
