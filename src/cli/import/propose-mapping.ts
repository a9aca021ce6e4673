import { basename, extname } from 'node:path';
import { say, type SentenceKey, type Values } from '../../core/language/sentences.ts';
import { fold } from './fold.ts';
import { readFacts, type ColumnFacts, type TableFacts } from './proposal/column-facts.ts';
import type { Draft, ProposalInto } from './proposal/draft.ts';
import { guessColumns } from './proposal/guess-columns.ts';
import { channelLines, serviceLines, statusLines, zoneLines } from './proposal/value-lines.ts';
import { list, quoted } from './proposal/yaml-text.ts';

/**
 * Drafts a mapping for a file never seen before: YAML that reads the file as it is, with comments that say why each
 * guess was made and what is left to decide. @throws ImportProblem as openTable
 */
export async function proposeMapping(file: string, { language, target }: ProposalInto): Promise<string> {
  const facts = await readFacts(file);
  const guesses = guessColumns(facts.columns);
  const remark = (key: string, values: Values = {}) =>
    // A comment is one line, whatever a header holds.
    `# ${say(language, `import.proposal.${key}` as SentenceKey, values).replace(/\s+/g, ' ')}`;
  const draft: Draft = { language, target, facts, guesses, remark };
  const lines = [
    remark('head', { file: basename(file), rows: facts.rows }),
    ...layoutLines(file, draft),
    ...idLines(draft),
    ...receivedLines(draft),
    ...channelLines(draft),
    ...serviceLines(draft),
    ...statusLines(draft),
    ...closedLines(draft),
    ...descriptionLines(draft),
    ...placeLines(draft),
    ...leftOutLines(draft),
  ];
  return `${lines.join('\n')}\n`;
}

function layoutLines(file: string, { facts, target, remark }: Draft): string[] {
  const { table, nulls } = facts;
  const slug = fold(basename(file, extname(file)))
    .replace(/ /g, '-')
    .slice(0, 41)
    .replace(/-$/, '');
  return [
    remark('system'),
    `system: ${/^[a-z0-9]/.test(slug) ? quoted(slug) : 'sistema-anterior'}`,
    ...writtenLines(table, remark),
    remark(target === null ? 'zone_of_city' : 'zone_check'),
    ...(target === null ? [] : [`time_zone: ${target.time_zone}`]),
    remark(nulls.length === 0 ? 'no_nulls' : 'nulls'),
    `nulls: ${list(nulls)}`,
    '',
  ];
}

/** How the file is written. The line of the names is said where it is not the first. */
function writtenLines(table: TableFacts['table'], remark: Draft['remark']): string[] {
  const { format, bom, header_line } = table;
  const [encoding, delimiter] = [table.encoding ?? 'utf-8', table.delimiter ?? ','];
  const told =
    format === 'xlsx' ? remark('excel') : remark(bom ? 'encoding_by_mark' : 'encoding_guessed', { encoding });
  const said = format === 'xlsx' ? [] : [`encoding: ${quoted(encoding)}`, `delimiter: ${quoted(delimiter)}`];
  if (header_line > 1) said.push(`header_line: ${header_line}`);
  return [
    told,
    ...(header_line > 1 ? [remark('header_line', { line: header_line })] : []),
    ...(said.length > 0 ? [`file: { ${said.join(', ')} }`] : []),
  ];
}

function idLines({ guesses: { id }, remark }: Draft): string[] {
  if (id === undefined) return [remark('id_none'), 'id: { whole_row: true }', ''];
  return [remark('id', { column: id.name }), `id: { columns: ${list([id.name])} }`, ''];
}

function receivedLines({ guesses: { received, received_time }, remark }: Draft): string[] {
  if (received === undefined) {
    return [remark('received_none'), 'received: { column: "?", format: iso }', ''];
  }
  return [...momentLines('received', { date: received, time: received_time }, remark), ''];
}

function closedLines({ guesses: { closed, closed_time }, remark }: Draft): string[] {
  if (closed === undefined) return [remark('closed_none'), ''];
  return [...momentLines('closed', { date: closed, time: closed_time }, remark), ''];
}

function momentLines(
  field: 'received' | 'closed',
  { date, time }: { date: ColumnFacts; time: ColumnFacts | undefined },
  remark: Draft['remark'],
): string[] {
  const { format, sure, has_time } = date.date!;
  const hour = time === undefined ? [] : [`  time_column: ${quoted(time.name)}`];
  const example = [...date.values.keys()][0] ?? '';
  const zoned = time === undefined && !has_time ? [`  ${remark('day_only')}`] : [];
  return [
    `${field}:`,
    `  column: ${quoted(date.name)}`,
    `  ${remark(`date_${sure}`, { example })}`,
    `  format: ${format}`,
    ...hour,
    ...zoned,
  ];
}

function descriptionLines({ guesses: { description, service, neighbourhood }, remark }: Draft): string[] {
  if (description !== undefined) {
    const part = quoted(`{${description.name}}`);
    return [remark('description_free'), `description: { parts: [${part}], free_text: true }`, ''];
  }
  const columns = [service, neighbourhood[0]].filter((one) => one !== undefined);
  const parts = columns.length === 0 ? ['—'] : columns.map(({ name }) => `{${name}}`);
  return [remark('description_made'), `description: { parts: ${list(parts)}, free_text: false }`, ''];
}

function placeLines(draft: Draft): string[] {
  const { guesses, remark } = draft;
  const { neighbourhood, street, number, crossing, postal_code, latitude, longitude } = guesses;
  const named = (one: ColumnFacts | undefined) => (one === undefined ? '' : `{${one.name}}`);
  const parts = [`${named(street)} ${named(number)}`.trim(), named(crossing), named(postal_code)].filter(
    (one) => one !== '',
  );
  const point = latitude === undefined || longitude === undefined ? [] : [latitude, longitude];
  const lines = [
    ...zoneLines(draft),
    ...(neighbourhood.length > 0 ? [`  neighbourhood: ${list(neighbourhood.map(({ name }) => name))}`] : []),
    ...(parts.length > 0 ? [`  address: { parts: ${list(parts)} }`] : []),
    ...(point.length > 0 ? [`  ${remark(guesses.swapped ? 'point_swapped' : 'point')}`] : []),
    ...(point.length > 0
      ? [`  latitude: ${quoted(point[0]!.name)}`, `  longitude: ${quoted(point[1]!.name)}`]
      : []),
  ];
  const says = lines.some((line) => !line.trim().startsWith('#'));
  return says ? ['place:', ...lines, ''] : [remark('no_place'), ''];
}

function leftOutLines({ guesses: { personal, unused }, remark }: Draft): string[] {
  const names = (columns: readonly ColumnFacts[]) => columns.map(({ name }) => name).join(', ');
  return [
    ...(personal.length > 0 ? [remark('personal', { columns: names(personal) })] : []),
    ...(unused.length > 0 ? [remark('unused', { columns: names(unused) })] : []),
  ];
}
