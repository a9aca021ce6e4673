import { builtInRoles } from '../src/core/access/roles.ts';
import type { PackDocument } from '../src/actions/packs/pack-document.ts';
import { readPackFolder } from '../src/cli/packs/read-pack-folder.ts';
import { PACKS } from './calendars.ts';

type Authority = PackDocument['authorities'][number];
type Unit = Authority['units'][number];
type Term = PackDocument['terms'][number];
type Service = PackDocument['services'][number];
type DemoUser = PackDocument['demo_users'][number];

const unit = (code: string, name: string, rest: Partial<Unit> = {}): Unit => ({
  ...{ code, name, parent: null, email: null, phone: null, address: null },
  ...{ responsible_name: `Titular de ${name}`, responsible_title: `Jefatura de ${name}` },
  ...{ reply_needs_approval: false, is_active: true },
  ...rest,
});

const term = (code: string, clock: Term['clock'], rest: Partial<Term>): Term => ({
  ...{ code, clock, kind: null, service: null, authority: null, length: 5, unit: 'business_days' },
  ...{ counting_rule: 'from_next_business_day', citation: `Norma de prueba, ${code}`, extension: null },
  ...{ valid_from: '2024-01-01', valid_until: null, is_active: true },
  ...rest,
});

const user = (who: string, name: string, roles: DemoUser['roles']): DemoUser => ({
  email: `${who}@pueblo.example`,
  name,
  job_title: name,
  roles,
});

/**
 * A made-up city of two authorities on the calendar of the Federal Labour Law, 1/5/40 business days. Coyoacán closes
 * on Friday 2026-05-08 too. In Obras a reply is approved before it is sent; Parques works no more.
 */
export async function townPack(): Promise<PackDocument> {
  const reading = await readPackFolder(`${PACKS}/template`);
  if (!reading.ok) throw new Error(reading.problems[0]!.sentence);
  const base = reading.document;
  const [calendar] = base.calendars;
  const [authority] = base.authorities;
  const closure = {
    day: '2026-05-08',
    kind: 'closure' as const,
    name: 'Fiesta',
    source: 'Acuerdo',
    reason: null,
  };
  return {
    ...base,
    offices: [],
    city: {
      ...base.city,
      code: 'pueblo',
      name: 'Pueblo',
      settings: {
        ...base.city.settings,
        first_reply: { kinds: ['public_service_report'], citation: 'Norma de prueba' },
        transfer: {
          clock_policy: 'new_term_from_receipt',
          to_other_authority_within_business_days: 5,
          citation: 'Norma de prueba',
        },
        completion: { ...base.city.settings.completion, ask_within_business_days: 10, months_to_complete: 1 },
      },
    },
    calendars: [
      { ...calendar!, code: 'iztapalapa', days: [] },
      { ...calendar!, code: 'coyoacan', days: [closure] },
    ],
    authorities: [
      {
        ...authority!,
        ...{ code: 'iztapalapa', folio_code: 'IZP', name: 'Alcaldía Iztapalapa', short_name: 'Iztapalapa' },
        ...{ calendar: 'iztapalapa', triage_unit: 'atencion', opening_hours: [] },
        units: [
          unit('atencion', 'Atención Ciudadana'),
          unit('alumbrado', 'Alumbrado Público'),
          unit('obras', 'Obras', { reply_needs_approval: true }),
          unit('parques', 'Parques', { is_active: false }),
        ],
      },
      {
        ...authority!,
        ...{ code: 'coyoacan', folio_code: 'COY', name: 'Alcaldía Coyoacán', short_name: 'Coyoacán' },
        ...{ level: 'borough', calendar: 'coyoacan', triage_unit: 'atencion', opening_hours: [] },
        units: [unit('atencion', 'Atención Ciudadana'), unit('alumbrado', 'Alumbrado de Coyoacán')],
      },
    ],
    kinds: [
      ...base.kinds,
      {
        ...base.kinds[1]!,
        code: 'complaint',
        name: 'Queja',
        allows_anonymous: false,
        hidden_from_named_unit: true,
      },
    ],
    terms: [
      term('aceptar', 'accept', { length: 1 }),
      term('responder', 'reply', { extension: { at_most_total_factor: 2, times: 1, before_expiry: true } }),
      term('resolver', 'resolve', { length: 40 }),
      term('queja', 'reply', { kind: 'complaint', length: 10 }),
    ],
    services: townServices(base.services[0]!),
    zones: [
      zone('pueblo', 'city', 'iztapalapa', null),
      zone('iztapalapa', 'borough', 'iztapalapa', 'pueblo'),
      zone('coyoacan', 'borough', 'coyoacan', 'pueblo'),
    ],
    routing: [
      rule('luminaria', 'iztapalapa', 'iztapalapa/alumbrado'),
      rule('luminaria', 'coyoacan', 'coyoacan/alumbrado'),
      rule('bache', null, 'iztapalapa/obras'),
    ],
    articles: base.articles.map((article) => ({
      ...article,
      owner: 'iztapalapa/alumbrado',
      services: ['luminaria'],
    })),
    demo_users: townUsers(),
  };
}

function townServices(base: Service): Service[] {
  const service = (code: string, name: string, rest: Partial<Service>): Service => ({
    ...base,
    ...{ code, name, questions: [], location: 'optional', ...rest },
  });
  return [
    service('luminaria', 'Lámpara apagada', {}),
    service('bache', 'Bache', {}),
    service('arbol', 'Árbol caído', {}),
    service('queja', 'Queja contra una persona servidora pública', { kind: 'complaint' }),
  ];
}

function zone(
  code: string,
  level: 'city' | 'borough',
  ...[authority, parent]: [string, string | null]
): PackDocument['zones'][number] {
  const plain = { geometry: null, is_approximate: false, source: null };
  return { code, name: code, level, parent, authority, ...plain };
}

function rule(service: string, at: string | null, unit_code: string): PackDocument['routing'][number] {
  return { service, zone: at, kind: null, channel: null, unit: unit_code, note: null };
}

function townUsers(): DemoUser[] {
  const everyRole = ['iztapalapa', 'coyoacan'].flatMap((authority) =>
    Object.keys(builtInRoles).map((role) =>
      user(`${role}.${authority}`, `${role} de ${authority}`, [{ role, authority, unit: null }]),
    ),
  );
  const izp = (role: string, at: string | null) => [{ role, authority: 'iztapalapa', unit: at }];
  return [
    user('julian', 'Julián', izp('clerk', 'alumbrado')),
    user('berta', 'Berta', izp('clerk', 'alumbrado')),
    user('omar', 'Omar', izp('clerk', 'obras')),
    user('olga', 'Olga', izp('unit_head', 'obras')),
    user('marta', 'Marta', izp('supervisor', null)),
    user('carla', 'Carla', [{ role: 'clerk', authority: 'coyoacan', unit: 'alumbrado' }]),
    ...everyRole,
  ];
}
