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
import { readYaml, textOf, type YamlFile } from './yaml-places.ts';

/** Where a pack is wrong, and why, ready to be read by the person who wrote it. */
export interface FileProblem {
  readonly file: string;
  readonly line: number;
  /** `services[3].kind` */
  readonly field: string;
  readonly sentence: string;
}

export type PackReading =
  | {
      readonly ok: true;
      readonly document: PackDocument;
      /** Where in the folder something is that turned out to be wrong later. */
      readonly locate: (problem: PackProblem) => FileProblem;
    }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** The packs that come with Atiende. */
const OWN_PACKS = join(import.meta.dirname, '..', '..', '..', 'packs');

/**
 * Reads a pack from its folder: every `*.yaml` in it holds some sections, each section stands in one file, shapes
 * stand in GeoJSON files beside them. National calendars are read from `<packsDir>/calendars`, by default Atiende's
 * own. Gives the whole document, or every problem with file, line and field.
 */
export async function readPackFolder(folder: string, packsDir = OWN_PACKS): Promise<PackReading> {
  const { files, problems } = await readYamlFiles(folder);
  if (files.length === 0 && problems.length === 0)
    problems.push(sentenceFor('no_files', { file: folder, line: 1, field: '' }));
  const sections = gatherSections(files, problems);
  if (problems.length > 0) return { ok: false, problems };
  const place = placer(sections, join(folder, 'pack.yaml'));
  const parsed = writtenPack.safeParse(
    Object.fromEntries([...sections].map(([name, { value }]) => [name, value])),
    { error: z.locales.es().localeError, reportInput: true },
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
  const locate = (one: PackProblem) => say({ ...one, path: expanded.writtenPath(one.path) });
  const found = [
    ...shapes.problems.map(shapeProblem(folder)),
    ...expanded.problems.filter((one) => !isSaidOfShape(one, shapes)).map(say),
    ...checkPack(expanded.document).map(locate),
  ];
  return found.length > 0
    ? { ok: false, problems: withoutRepeats(found) }
    : { ok: true, document: packDocument.parse(expanded.document), locate };
}

/** `packs/x/services.yaml:42 services[3].kind: no existe …` */
export function describeProblem({ file, line, field, sentence }: FileProblem): string {
  return `${file}:${line} ${field === '' ? '' : `${field}: `}${sentence}`;
}

/** The YAML files of the folder, and what is wrong with the folder or a file as such. */
async function readYamlFiles(folder: string): Promise<{ files: YamlFile[]; problems: FileProblem[] }> {
  const names = await readdir(folder).catch(() => null);
  if (names === null) {
    const place = { file: folder, line: 1, field: '' };
    return { files: [], problems: [sentenceFor('no_folder', place, { value: folder })] };
  }
  const problems: FileProblem[] = [];
  const files: YamlFile[] = [];
  for (const name of names.filter((one) => one.endsWith('.yaml')).sort()) {
    const file = join(folder, name);
    const text = textOf(await readFile(file));
    if (typeof text !== 'string') {
      problems.push(sentenceFor('not_utf8', { file, line: text.line, field: '' }));
      continue;
    }
    const read = readYaml(text, file);
    files.push(read);
    for (const { line, message } of read.errors)
      problems.push(sentenceFor('not_yaml', { file, line, field: '' }, { value: message }));
  }
  return { files, problems };
}

interface Section {
  readonly value: unknown;
  readonly from: YamlFile;
}

function gatherSections(files: readonly YamlFile[], problems: FileProblem[]): Map<string, Section> {
  const sections = new Map<string, Section>();
  for (const from of files) {
    if (from.errors.length > 0) continue;
    if (typeof from.value !== 'object' || from.value === null || Array.isArray(from.value)) {
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

/** A rule written once for many services is wrong once. */
function withoutRepeats(problems: readonly FileProblem[]): FileProblem[] {
  return [...new Map(problems.map((problem) => [describeProblem(problem), problem])).values()];
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
  if (issue.input === undefined) return [sentenceFor('missing_field', place(path))];
  if (issue.code === 'invalid_union') {
    const value = [...new Set(issue.errors.flatMap((one) => one.map(({ message }) => message)))].join('; ');
    return [sentenceFor('not_one_of_these', place(path), { value })];
  }
  return [{ ...place(path), sentence: issue.message }];
}

function shapeProblem(folder: string): (problem: Shapes['problems'][number]) => FileProblem {
  return ({ file, feature, line, code, value }) =>
    sentenceFor(code, { file: join(folder, file), line, field: feature }, { value });
}

/** A shape that is missing because its file cannot be read has been said with the file. */
function isSaidOfShape({ code, details }: PackProblem, { problems }: Shapes): boolean {
  if (code !== 'no_such_shape') return false;
  return problems.some(({ file, feature }) =>
    feature === '' ? details.value.startsWith(`${file}: `) : details.value === `${file}: ${feature}`,
  );
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
