import { createHash } from 'node:crypto';
import type { ImportTarget } from '../../actions/imports/import-target.ts';
import type { PastPetition } from '../../actions/imports/past-petition.ts';
import { endOfDayInstant, localDateOf } from '../../core/deadlines/plain-date.ts';
import type { Mapping, StatusMapping } from './mapping.ts';
import { placeReader } from './map-place.ts';
import { unnamed } from './read-table.ts';
import { instantOf, readDate, readTime } from './read-moment.ts';
import { rowReader, valueLookup, type RowValues } from './row-values.ts';

/** A defect of one row. A row with a fatal one stays out; of the others it says what was left out or put right. */
export interface Defect {
  readonly column: string;
  readonly code: string;
  readonly value: string | null;
  readonly fatal: boolean;
}

export interface MappedRow {
  readonly source_id: string | null;
  readonly petition: PastPetition | null;
  readonly defects: readonly Defect[];
}

type Note = (column: string | undefined, code: string, value: string | null) => void;

/** One cell may hold as much as a person may write; more is a quote that was never closed. */
const LONGEST_CELL = 20_000;

/** Makes the reader of rows under a mapping: each row becomes a past petition, or is refused with its reasons. */
export function rowMapper(
  mapping: Mapping,
  headers: readonly string[],
  into: MapInto,
): (cells: readonly string[], line: number) => MappedRow {
  const read = rowReader(headers, mapping.nulls);
  const part = partReaders(mapping, into);
  const seen = new Map<string, number>();
  return (cells, line) => {
    const defects: Defect[] = [];
    const add =
      (fatal: boolean): Note =>
      (column, code, value) => {
        defects.push({ column: column ?? '', code, value, fatal });
      };
    const [fail, warn] = [add(true), add(false)];
    const row = read(cells);
    const source_id = idOf(mapping, { row, cells }, seen);
    if (source_id === null) fail(idColumns(mapping), 'id_missing', null);
    checkCells({ cells, headers }, fail, warn);
    const received_at = part.received(row, { fail, warn });
    const done = part.status(row, { fail, warn });
    const place = part.place(row, warn);
    const service = part.service(row, warn);
    const channel = part.channel(row, warn);
    if (defects.some(({ fatal }) => fatal) || source_id === null || received_at === null || done === null) {
      return { source_id, petition: null, defects };
    }
    const { parts, free_text } = mapping.description;
    const description = row.written(parts, '. ') ?? '';
    return {
      ...{ source_id, defects },
      petition: {
        line,
        source_id,
        received_at,
        channel,
        ...service,
        ...done,
        description,
        free_text,
        ...place,
      },
    };
  };
}

/** The city the rows go to, and the instant now: a petition closed today was not closed tonight. */
export interface MapInto {
  readonly target: ImportTarget;
  readonly now: string;
}

interface Notes {
  readonly fail: Note;
  readonly warn: Note;
}

function partReaders(mapping: Mapping, into: MapInto) {
  const { target } = into;
  return {
    received: receivedReader(mapping, target),
    status: statusReader(mapping, into),
    place: placeReader(mapping, target),
    service: serviceReader(mapping),
    channel: channelReader(mapping),
  };
}

function checkCells(
  { cells, headers }: { cells: readonly string[]; headers: readonly string[] },
  fail: Note,
  warn: Note,
): void {
  const extra = cells.slice(headers.length).some((cell) => cell.trim() !== '');
  // Delimiters behind the last name of the header promise nothing.
  const needed = headers.findLastIndex((name, index) => name !== unnamed(index)) + 1;
  if (cells.length < needed || extra) fail('', 'columns_differ', null);
  cells.forEach((cell, index) => {
    if (cell.length > LONGEST_CELL) fail(headers[index], 'cell_too_long', cell);
    else if (cell.includes('\uFFFD')) warn(headers[index], 'characters_unreadable', cell);
  });
}

function idColumns({ id }: Mapping): string {
  return 'columns' in id ? id.columns.join(' + ') : '';
}

/** Rows that are equal in every cell are told apart by their order, so that none is lost and none comes in twice. */
function idOf(
  { id }: Mapping,
  { row, cells }: { row: RowValues; cells: readonly string[] },
  seen: Map<string, number>,
): string | null {
  if ('columns' in id) {
    const parts = id.columns.map(row.cell);
    return parts.some((part) => part === null) ? null : parts.join('/').slice(0, 200);
  }
  const text = JSON.stringify(cells.map((cell) => cell.trim()));
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 32);
  const times = (seen.get(hash) ?? 0) + 1;
  seen.set(hash, times);
  return times === 1 ? hash : `${hash}-${times}`;
}

function receivedReader({ received, time_zone }: Mapping, target: ImportTarget) {
  const zoneBy = valueLookup(received.time_zone_by?.values ?? {});
  return (row: RowValues, { fail, warn }: Notes): string | null => {
    const text = row.cell(received.column);
    if (text === null) return (fail(received.column, 'received_missing', null), null);
    const date = readDate(text, received.format);
    if (date === null) return (fail(received.column, 'received_unreadable', text), null);
    const clock = row.cell(received.time_column);
    const time = clock === null ? date.time : readTime(clock);
    if (clock !== null && time === null) warn(received.time_column, 'time_unreadable', clock);
    const zone_value = row.cell(received.time_zone_by?.column);
    const zone = (zone_value === null ? undefined : zoneBy(zone_value)) ?? time_zone ?? target.time_zone;
    // Without an hour only the day is known: its beginning, so that the day itself is day zero under every rule.
    return instantOf(date, time ?? '00:00:00', zone);
  };
}

function statusReader(mapping: Mapping, into: MapInto) {
  const { status, closed } = mapping;
  const lookup = valueLookup(status.values);
  const closedAt = closedReader(mapping, into);
  return (row: RowValues, { fail, warn }: Notes) => {
    const text = row.cell(status.column);
    const found = text === null ? undefined : lookup(text);
    if (text !== null && found === undefined) warn(status.column, 'status_not_mapped', text);
    if (text === null && status.column !== undefined) warn(status.column, 'status_missing', null);
    const is: StatusMapping = found ?? status.default;
    const written = row.cell(closed?.column);
    const closed_at = closedAt(row, warn);
    if (is.stage === 'closed') {
      if (closed !== undefined && written === null) warn(closed.column, 'closed_without_date', null);
      return { stage: is.stage, outcome_code: is.outcome ?? null, closed_at, reopened: false };
    }
    if (written === null) return open(is, null);
    if (is.closed_date_means === 'reopened' && closed_at !== null) {
      if (is.outcome === undefined) return (fail(status.column, 'outcome_needed', text), null);
      return open(is, closed_at);
    }
    if (closed_at !== null) warn(closed?.column, 'closed_date_of_open', written);
    return open(is, null);
  };
}

function open(is: StatusMapping, closed_at: string | null) {
  const outcome_code = closed_at === null ? null : (is.outcome ?? null);
  return { stage: is.stage, outcome_code, closed_at, reopened: closed_at !== null };
}

/** A closing date without an hour says the day: its last second, which is never before the petition came. */
function closedReader({ closed, time_zone }: Mapping, { target, now }: MapInto) {
  const zone = time_zone ?? target.time_zone;
  return (row: RowValues, warn: Note): string | null => {
    const text = row.cell(closed?.column);
    if (closed === undefined || text === null) return null;
    const date = readDate(text, closed.format);
    if (date === null) return (warn(closed.column, 'closed_unreadable', text), null);
    const clock = row.cell(closed.time_column);
    const time = clock === null ? date.time : readTime(clock);
    if (time !== null) return instantOf(date, time, zone);
    return date.on === localDateOf(now, zone) ? now : endOfDayInstant(date.on, zone);
  };
}

function serviceReader({ service }: Mapping) {
  const lookup = valueLookup(service.values);
  return (row: RowValues, warn: Note) => {
    const written = (service.columns ?? []).map(row.cell);
    for (const text of written) {
      const code = text === null ? undefined : lookup(text);
      if (code !== undefined) return { service_code: code, source_service: null };
    }
    const text = written.find((one) => one !== null) ?? null;
    const column = service.columns?.[0];
    if (text !== null) warn(column, 'service_not_mapped', text);
    else if (column !== undefined) warn(column, 'service_missing', null);
    return { service_code: service.default, source_service: text?.slice(0, 200) ?? null };
  };
}

function channelReader({ channel }: Mapping) {
  const lookup = valueLookup(channel.values);
  return (row: RowValues, warn: Note) => {
    const text = row.cell(channel.column);
    const found = text === null ? undefined : lookup(text);
    if (text !== null && found === undefined) warn(channel.column, 'channel_not_mapped', text);
    return found ?? channel.default;
  };
}
