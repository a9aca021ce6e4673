import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { checkPack } from '../../actions/packs/check-pack.ts';
import { expandPack, type CountryDays } from '../../actions/packs/expand-pack.ts';
import { packDocument, writtenPack, type PackDocument } from '../../actions/packs/pack-document.ts';
import type { PackProblem, Path } from '../../actions/packs/pack-problem.ts';
import { sayCode } from '../../core/language/sentences.ts';
import { isStatutoryCalendar, readStatutoryCalendar } from '../calendars.ts';
import { readShapes, type Shapes } from './read-shapes.ts';
import { readYaml, type YamlFile } from './yaml-places.ts';

/** Where a pack is wrong, and why, ready to be read by the person who wrote it. */
export interface FileProblem {
  readonly file: string;
  readonly line: number;
  /** `services[3].kind` */
  readonly field: string;
  readonly sentence: string;
}

export type PackReading =
  | { readonly ok: true; readonly document: PackDocument }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** The packs that come with Atiende. */
const OWN_PACKS = join(import.meta.dirname, '..', '..', '..', 'packs');

/**
 * Reads a pack from its folder: every `*.yaml` in it holds some sections, each section stands in one file, shapes
 * stand in GeoJSON files beside them. National calendars are read from `<packsDir>/calendars`, by default Atiende's
 * own. Gives the whole document, or every problem with file, line and field.
 */
export async function readPackFolder(folder: string, packsDir = OWN_PACKS): Promise<PackReading> {
  const files = await readYamlFiles(folder);
  const problems: FileProblem[] = files.flatMap(({ file, errors }) =>
    errors.map(({ line, message }) => ({ file, line, field: '', sentence: message })),
  );
  if (files.length === 0) problems.push(sentenceFor('no_files', { file: folder, line: 1, field: '' }));
  const sections = gatherSections(files, problems);
  if (problems.length > 0) return { ok: false, problems };
  const place = placer(sections, join(folder, 'pack.yaml'));
  const parsed = writtenPack.safeParse(
    Object.fromEntries([...sections].map(([name, { value }]) => [name, value])),
    {
      error: z.locales.es().localeError,
    },
  );
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.flatMap((issue) => schemaProblems(issue, place)) };
  const shapes = await readShapes(folder, parsed.data.zones);
  const countries = await readCountries(packsDir, parsed.data.calendars);
  const expanded = expandPack(parsed.data, {
    geometryOf: (file, feature) => shapes.geometries.get(`${file} ${feature}`),
    countryDaysOf: (country) => countries.get(country),
  });
  const say = ({ path, code, details }: PackProblem) => sentenceFor(code, place(path), details);
  const found = [
    ...shapes.problems.map(shapeProblem(folder)),
    ...expanded.problems.map(say),
    ...checkPack(expanded.document).map((one) => say({ ...one, path: expanded.writtenPath(one.path) })),
  ];
  return found.length > 0
    ? { ok: false, problems: found }
    : { ok: true, document: packDocument.parse(expanded.document) };
}

/** `packs/x/services.yaml:42 services[3].kind: no existe …` */
export function describeProblem({ file, line, field, sentence }: FileProblem): string {
  return `${file}:${line} ${field === '' ? '' : `${field}: `}${sentence}`;
}

async function readYamlFiles(folder: string): Promise<YamlFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      return readYaml(await readFile(file, 'utf8'), file);
    }),
  );
}

interface Section {
  readonly value: unknown;
  readonly from: YamlFile;
}

function gatherSections(files: readonly YamlFile[], problems: FileProblem[]): Map<string, Section> {
  const sections = new Map<string, Section>();
  for (const from of files) {
    if (from.value === undefined || from.value === null) continue;
    if (typeof from.value !== 'object' || Array.isArray(from.value)) {
      problems.push(sentenceFor('not_sections', { file: from.file, line: 1, field: '' }));
      continue;
    }
    for (const [name, value] of Object.entries(from.value)) {
      const before = sections.get(name);
      if (before === undefined) sections.set(name, { value, from });
      else {
        const place = { file: from.file, line: from.lineOf([name]), field: name };
        problems.push(sentenceFor('section_twice', place, { value: basename(before.from.file) }));
      }
    }
  }
  return sections;
}

type Place = Omit<FileProblem, 'sentence'>;

function placer(sections: ReadonlyMap<string, Section>, fallback: string): (path: Path) => Place {
  return (path) => {
    const from = sections.get(String(path[0]))?.from;
    return { file: from?.file ?? fallback, line: from?.lineOf(path) ?? 1, field: fieldOf(path) };
  };
}

function fieldOf(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

function sentenceFor(code: string, place: Place, details: { readonly value?: string } = {}): FileProblem {
  return { ...place, sentence: sayCode('es', 'pack.problem', code, details) ?? code };
}

function schemaProblems(issue: z.core.$ZodIssue, place: (path: Path) => Place): FileProblem[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => sentenceFor('unknown_field', place([...path, key]), { value: key }));
  }
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return [sentenceFor('missing_field', place(path))];
  return [{ ...place(path), sentence: issue.message }];
}

function shapeProblem(folder: string): (problem: Shapes['problems'][number]) => FileProblem {
  return ({ file, feature, code, value }) =>
    sentenceFor(code, { file: join(folder, file), line: 1, field: feature }, { value });
}

async function readCountries(
  packsDir: string,
  calendars: readonly { country_calendar: string }[],
): Promise<Map<string, CountryDays>> {
  const codes = [...new Set(calendars.map(({ country_calendar }) => country_calendar))].filter(
    isStatutoryCalendar,
  );
  const read = await Promise.all(codes.map((code) => readStatutoryCalendar(packsDir, code)));
  return new Map(
    read.map(({ code, covers_from, covers_until, days }) => [
      code,
      {
        covers_from,
        covers_until,
        days: [...days.values()].map(({ on, kind, name, source }) => ({ day: on, kind, name, source })),
      },
    ]),
  );
}
