import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import type { Question } from '../src/core/petitions/questions.ts';
import type { CityConfiguration, Service } from '../src/core/cities/configuration.ts';

/** One report of the mix, as any door takes it. */
export interface Report {
  readonly service_code: string;
  readonly description: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly answers: Readonly<Record<string, string>>;
  /** Every other one leaves an address, each its own. */
  readonly email: string | null;
}

const sample = join(import.meta.dirname, '..', 'packs', 'cdmx', 'sample');

interface Row {
  readonly service: Service;
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * Reports with the topics and the places of the sample of Mexico City, as often as they are there (SUAC 2024, see
 * NOTICE), in the same order at every run.
 */
export function mixOf(city: CityConfiguration): (n: number) => Report {
  const rows = rowsOf(city);
  if (rows.length === 0) throw new Error('no row of the sample can be reported');
  return (n) => {
    // A step without a common factor goes through all of them, in an order that is not the file's.
    const { service, latitude, longitude } = rows[(n * 31) % rows.length]!;
    return {
      service_code: service.code,
      description: `${service.name}: reporte número ${n} de la medición, frente al mercado.`,
      ...{ latitude, longitude, answers: answersTo(service.questions) },
      email: n % 2 === 0 ? `vecina${n}.${process.pid}@correo.example` : null,
    };
  };
}

function rowsOf(city: CityConfiguration): Row[] {
  const map = parseYaml(readFileSync(join(sample, 'suac.yaml'), 'utf8')) as {
    service: { values: Record<string, string> };
  };
  const lines = parseCsv(readFileSync(join(sample, 'suac-2024.csv'), 'utf8'), { columns: true }) as {
    tema_solicitud: string;
    latitud: string;
    longitud: string;
  }[];
  return lines.flatMap((line) => {
    const service = city.services_by_code.get(map.service.values[line.tema_solicitud] ?? '');
    const [latitude, longitude] = [Number(line.latitud), Number(line.longitud)];
    const isWhole = service?.is_active === true && Math.abs(latitude) < 90 && Math.abs(longitude) < 180;
    return isWhole ? [{ service, latitude, longitude }] : [];
  });
}

/** The first choice of what must be answered. */
export function answersTo(questions: readonly Question[]): Record<string, string> {
  const answers: Record<string, string> = {};
  for (const question of questions) {
    const { only_if } = question;
    const isAsked = only_if === undefined || only_if.is.includes(answers[only_if.question] ?? '');
    if (!question.required || !isAsked) continue;
    if (question.type === 'number') answers[question.code] = String(question.at_least ?? 1);
    else if (question.type === 'date') answers[question.code] = '2026-01-05';
    else if (question.type === 'yes_no') answers[question.code] = 'no';
    else answers[question.code] = question.options?.[0]?.code ?? 'Sí';
  }
  return answers;
}
