import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ImportTarget } from '../../actions/imports/import-target.ts';
import { sayCode, type Language } from '../../core/language/sentences.ts';
import { readYaml, type YamlFile } from '../packs/yaml-places.ts';
import { fold } from './fold.ts';
import { columnsNamed, mappingSchema, type Mapping, type Path } from './mapping.ts';

/** Where a mapping is wrong, and why. */
export interface MappingProblem {
  readonly file: string;
  readonly line: number;
  /** `status.values.CERRADO.outcome` */
  readonly field: string;
  readonly sentence: string;
}

/** A mapping that cannot be used: every problem of it at once. */
export class MappingUnusable extends Error {
  readonly problems: readonly MappingProblem[];

  constructor(problems: readonly MappingProblem[]) {
    super(problems.map(describeMappingProblem).join('\n'));
    this.name = 'MappingUnusable';
    this.problems = problems;
  }
}

export interface ReadMapping {
  readonly mapping: Mapping;
  readonly yaml: YamlFile;
}

/** `suac.yaml:12 received.format: …` */
export function describeMappingProblem({ file, line, field, sentence }: MappingProblem): string {
  return `${file}:${line} ${field === '' ? '' : `${field}: `}${sentence}`;
}

/** Reads a mapping from its file. @throws MappingUnusable with line and field of everything that is wrong */
export async function readMapping(file: string, language: Language): Promise<ReadMapping> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) throw new MappingUnusable([problemAt(file, { code: 'mapping_missing', language })]);
  return parseMapping(text, file, language);
}

/** The mapping in a YAML text; `file` is only its name in messages. @throws MappingUnusable */
export function parseMapping(text: string, file: string, language: Language): ReadMapping {
  const yaml = readYaml(text, file);
  if (yaml.errors.length > 0) {
    throw new MappingUnusable(
      yaml.errors.map(({ line, message }) => ({ file, line, field: '', sentence: message })),
    );
  }
  const locale = language === 'es' ? z.locales.es() : z.locales.en();
  const parsed = mappingSchema.safeParse(yaml.value ?? {}, { error: locale.localeError });
  if (!parsed.success) {
    throw new MappingUnusable(parsed.error.issues.flatMap((issue) => schemaProblems(issue, yaml, language)));
  }
  return { mapping: parsed.data, yaml };
}

/**
 * Holds a mapping against the file's columns and the city's catalogue.
 * @throws MappingUnusable naming each column that the file lacks and each code that the city lacks
 */
export function checkMapping(
  { mapping, yaml }: ReadMapping,
  headers: readonly string[],
  { target, language }: { target: ImportTarget; language: Language },
): void {
  const known = new Set(headers.map(fold));
  const at = (path: Path, code: string, value: string) =>
    problemAt(yaml.file, { code, language, path, line: yaml.lineOf(path), values: { value } });
  const problems = columnsNamed(mapping)
    .filter(({ column }) => !known.has(fold(column)))
    .map(({ column, path }) => at(path, 'column_missing', column));
  for (const { code, path, of } of codesNamed(mapping)) {
    const found = target[of].some((one) => one.code === code);
    if (!found) problems.push(at(path, `${of}_missing`, code));
  }
  for (const path of closedWithoutOutcome(mapping)) problems.push(at(path, 'outcome_needed', ''));
  if (problems.length > 0) throw new MappingUnusable(problems);
}

interface NamedCode {
  readonly of: 'services' | 'zones' | 'outcomes';
  readonly code: string;
  readonly path: Path;
}

function codesNamed({ service, status, place }: Mapping): NamedCode[] {
  const outcome = (code: string | undefined, path: Path): NamedCode[] =>
    code === undefined ? [] : [{ of: 'outcomes', code, path }];
  return [
    ...Object.entries(service.values).map(([value, code]) => {
      return { of: 'services', code, path: ['service', 'values', value] } as const;
    }),
    { of: 'services', code: service.default, path: ['service', 'default'] },
    ...Object.entries(status.values).flatMap(([value, one]) =>
      outcome(one.outcome, ['status', 'values', value, 'outcome']),
    ),
    ...outcome(status.default.outcome, ['status', 'default', 'outcome']),
    ...place.zone.flatMap(({ values }, index) =>
      Object.entries(values).map(([value, code]) => {
        return { of: 'zones', code, path: ['place', 'zone', index, 'values', value] } as const;
      }),
    ),
  ];
}

function closedWithoutOutcome({ status }: Mapping): Path[] {
  const named = Object.entries(status.values).map(([value, one]) => ({
    one,
    path: ['status', 'values', value],
  }));
  return [...named, { one: status.default, path: ['status', 'default'] }]
    .filter(({ one }) => one.outcome === undefined && (one.stage === 'closed' || one.closed_date_means))
    .map(({ path }) => path);
}

function schemaProblems(issue: z.core.$ZodIssue, yaml: YamlFile, language: Language): MappingProblem[] {
  const path = issue.path as Path;
  const at = (where: Path, code: string, value = '') =>
    problemAt(yaml.file, { code, language, path: where, line: yaml.lineOf(where), values: { value } });
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => at([...path, key], 'unknown_field', key));
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return [at(path, 'field_missing')];
  if (issue.message === 'system' || issue.message === 'time_zone')
    return [at(path, `${issue.message}_wrong`)];
  return [{ file: yaml.file, line: yaml.lineOf(path), field: path.join('.'), sentence: issue.message }];
}

function problemAt(
  file: string,
  given: {
    code: string;
    language: Language;
    path?: Path;
    line?: number;
    values?: Readonly<Record<string, string>>;
  },
): MappingProblem {
  const { code, language, path = [], line = 1, values = {} } = given;
  const sentence = sayCode(language, 'import.mapping', code, values) ?? code;
  return { file, line, field: path.join('.'), sentence };
}
