import type pg from 'pg';
import { plannedOnce } from './connect.ts';
import { addDays } from '../src/core/deadlines/plain-date.ts';
import type { Installation } from './installation.ts';
import { ask } from './measure.ts';
import type { Reading } from './reads.ts';

interface Page {
  readonly name: string;
  /** Of the n-th look, so that no answer is one that was kept. */
  readonly path: (n: number) => string;
  /** The rows that it is made of, nearly. */
  readonly text: string;
}

const listed = `select id, folio, service_id, stage, received_at from petitions where visibility in ('public', 'masked')`;

interface Places {
  readonly span: (n: number) => string;
  readonly borough: (n: number) => string;
  readonly authority: (n: number) => string;
}

const pagesOf = ({ span, borough, authority }: Places): Page[] => [
  {
    name: 'board, map, a year',
    path: (n) => `/tablero/mapa?periodo=fechas&${span(n)}`,
    text: `select round(latitude::numeric, 2), round(longitude::numeric, 2), count(*) from petitions
        where received_at > now() - interval '1 year' group by 1, 2`,
  },
  {
    name: 'board, map, a year of a service in a borough',
    path: (n) => `/tablero/mapa?periodo=fechas&${span(n)}&tema=bacheo&zona=${borough(n)}`,
    text: `select round(latitude::numeric, 3), round(longitude::numeric, 3), count(*) from petitions
        where received_at > now() - interval '1 year' and zone_code = 'iztapalapa'
          and service_id = (select id from services where code = 'bacheo') group by 1, 2`,
  },
  {
    name: 'public list, newest first',
    path: () => '/tablero/solicitudes',
    text: `${listed} order by received_at desc limit 25`,
  },
  {
    name: 'public list, open in a borough, oldest first',
    path: (n) => `/tablero/solicitudes?orden=espera&zona=${borough(n)}`,
    text: `${listed} and stage <> 'closed' and zone_code = 'iztapalapa' order by received_at limit 25`,
  },
  {
    name: 'public list, a frequent word',
    path: () => '/tablero/solicitudes?q=bache',
    text: `${listed} and service_id = (select id from services where code = 'bacheo') order by received_at desc limit 25`,
  },
  {
    name: 'public list, feed of a service in a borough',
    path: (n) => `/tablero/solicitudes.xml?tema=bacheo&zona=${borough(n)}`,
    text: `${listed} and service_id = (select id from services where code = 'bacheo') and zone_code = 'iztapalapa'
        order by received_at desc limit 50`,
  },
  {
    name: 'satisfaction, by service',
    path: (n) => `/satisfaccion?por=tema&periodo=${['3m', '12m', '36m'][n % 3]!}&autoridad=${authority(n)}`,
    text: `select service_id, count(*), avg(satisfaction) from surveys
        where closed_on > now() - interval '1 year' group by 1`,
  },
];

/** What a citizen looks at beside the figures of the board: the map, the list of petitions, its feed, satisfaction. */
export function publicReadings({ url, app, city }: Installation, client: pg.Client): Reading[] {
  const today = app.now().slice(0, 10);
  const span = (n: number) =>
    `desde=${addDays(today, -400 - (n % 500))}&hasta=${addDays(today, -35 - (n % 500))}`;
  const boroughs = [...city.zones.values()]
    .filter(({ level }) => level === 'borough')
    .map(({ code }) => code);
  const authorities = [...city.authorities.values()].map(({ code }) => code);
  const pages = pagesOf({
    span,
    borough: (n) => boroughs[n % boroughs.length]!,
    authority: (n) => authorities[n % authorities.length]!,
  });
  return pages.map(({ name, path, text }) => ({
    ...{ name, budget_ms: 100 },
    serve: (n) => ask(url + path(n)),
    direct: () => client.query(plannedOnce(text)),
  }));
}
