import type { OutcomeClass } from '../../../core/petitions/stages.ts';
import { fold } from '../fold.ts';
import type { Draft } from './draft.ts';
import {
  guessChannel,
  guessService,
  guessStatus,
  type ServiceGuess,
  type StatusGuess,
} from './guess-values.ts';
import { inComment, quoted } from './yaml-text.ts';

/** More undecided values than these are only counted. */
const VALUES_SHOWN = 200;

export function channelLines({ guesses: { channel }, remark }: Draft): string[] {
  if (channel === undefined) return [remark('channel_none'), 'channel: { default: portal }', ''];
  return [
    'channel:',
    `  column: ${quoted(channel.name)}`,
    ...valueLines(channel.values, { decide: guessChannel, write: String, remark }),
    `  default: portal`,
    '',
  ];
}

export function serviceLines({ guesses: { service }, target, remark }: Draft): string[] {
  const codes = target?.services.map(({ code }) => code) ?? ['otro'];
  const fallback = codes.includes('otro') ? 'otro' : (codes[0] ?? 'otro');
  if (service === undefined) return [remark('service_none'), `service: { default: ${fallback} }`, ''];
  const decide = (value: string) => (target === null ? undefined : guessService(value, target));
  const write = ({ code, near }: ServiceGuess) => (near ? `${code} ${remark('service_near')}` : code);
  return [
    'service:',
    `  columns: [${quoted(service.name)}]`,
    ...(target === null ? [`  ${remark('service_no_city')}`] : []),
    ...valueLines(service.values, { decide, write, remark }),
    `  default: ${fallback}`,
    '',
  ];
}

export function statusLines({ guesses: { status, closed }, target, remark }: Draft): string[] {
  const outcome = (wanted: OutcomeClass) =>
    target?.outcomes.find((one) => one.class === wanted)?.code ?? wanted;
  const write = (guess: StatusGuess) =>
    guess.outcome === undefined
      ? `{ stage: ${guess.stage} }`
      : `{ stage: ${guess.stage}, outcome: ${outcome(guess.outcome)} }`;
  if (status === undefined) {
    return [remark('status_none'), 'status: { default: { stage: in_work } }', ''];
  }
  return [
    'status:',
    `  column: ${quoted(status.name)}`,
    `  ${remark('status')}`,
    ...(closed === undefined ? [] : [`  ${remark('status_reopened')}`]),
    ...valueLines(status.values, { decide: guessStatus, write, remark }),
    '  default: { stage: in_work }',
    '',
  ];
}

export function zoneLines({ guesses: { zone }, target, remark }: Draft): string[] {
  if (zone.length === 0) return [];
  const names = new Set(target?.zones.flatMap(({ code, name }) => [fold(code), fold(name)]));
  return [
    `  ${remark('zone')}`,
    '  zone:',
    ...zone.flatMap(({ name, values }) => {
      const foreign = target === null ? [] : [...values.keys()].filter((value) => !names.has(fold(value)));
      return [`    - column: ${quoted(name)}`, ...undecided(foreign, remark, '      ')];
    }),
  ];
}

function valueLines<T>(
  values: ReadonlyMap<string, number>,
  given: {
    decide: (value: string) => T | undefined;
    write: (decided: T) => string;
    remark: Draft['remark'];
  },
): string[] {
  const decided: string[] = [];
  const open: string[] = [];
  const seen = new Set<string>();
  for (const value of values.keys()) {
    // Values that differ in accents, case or spaces only are one.
    if (seen.has(fold(value))) continue;
    seen.add(fold(value));
    const found = given.decide(value);
    if (found === undefined) open.push(value);
    else decided.push(`    ${JSON.stringify(value)}: ${given.write(found)}`);
  }
  const told = undecided(open, given.remark, '    ');
  if (decided.length === 0) return ['  values: {}', ...told];
  return ['  values:', ...decided, ...told];
}

function undecided(values: readonly string[], remark: Draft['remark'], indent: string): string[] {
  if (values.length === 0) return [];
  const shown = values
    .slice(0, VALUES_SHOWN)
    .map((value) => `${indent}# ${JSON.stringify(inComment(value))}:`);
  const rest = values.length - shown.length;
  return [
    `${indent}${remark('undecided')}`,
    ...shown,
    ...(rest > 0 ? [`${indent}${remark('undecided_more', { count: rest })}`] : []),
  ];
}
