import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import type { CityConfiguration, Service } from '../../src/core/cities/configuration.ts';
import type { Draw } from './draw.ts';

/** What is asked for how often, and where: a number of 0 to 1 gives one of them. */
export interface Frequencies {
  readonly service: (draw: Draw) => Service;
  /** Code of a borough's zone. */
  readonly borough: (draw: Draw) => string;
}

const sample = join(import.meta.dirname, '..', '..', 'packs', 'cdmx', 'sample');

/**
 * The totals of the topics in 2024 (`topics-2024.csv`) and the frequencies of the boroughs in the sample of the same
 * system, both with their source in NOTICE. Each borough counts once more, so that none is empty.
 */
export function frequenciesOf(city: CityConfiguration): Frequencies {
  const { service } = parseYaml(readFileSync(join(sample, 'suac.yaml'), 'utf8')) as {
    service: { values: Record<string, string> };
  };
  const topics = rowsOf(join(import.meta.dirname, 'topics-2024.csv')).flatMap((row) => {
    const found = city.services_by_code.get(service.values[row.tema!] ?? '');
    return found?.is_active === true && found.location !== 'none'
      ? [{ of: found, weight: Number(row.total_incidencias) }]
      : [];
  });
  const told = rowsOf(join(sample, 'suac-2024.csv')).map((row) => folded(row.alcaldia_catalogo ?? ''));
  const boroughs = boroughsOf(city).map(({ code, name }) => ({
    of: code,
    weight: 1 + told.filter((one) => one === folded(name)).length,
  }));
  return { service: chooser(topics), borough: chooser(boroughs) };
}

function boroughsOf(city: CityConfiguration) {
  return [...city.zones.values()].filter(({ level }) => level === 'borough');
}

function chooser<T>(choices: readonly { of: T; weight: number }[]): (draw: Draw) => T {
  const total = choices.reduce((sum, { weight }) => sum + weight, 0);
  return (draw) => {
    let left = draw() * total;
    for (const { of, weight } of choices) if ((left -= weight) < 0) return of;
    return choices.at(-1)!.of;
  };
}

const rowsOf = (file: string) =>
  parseCsv(readFileSync(file, 'utf8'), { columns: true }) as Record<string, string>[];

const folded = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
