import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { geometry } from '../../actions/packs/pack-territory.ts';
import { sayCode } from '../../core/language/sentences.ts';
import { readYaml } from './yaml-places.ts';

type Geometry = z.infer<typeof geometry>;

const collection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.object({ properties: z.object({ code: z.string() }), geometry: z.unknown() })),
});

export interface Shapes {
  /** By `<file> <feature code>`. */
  readonly geometries: ReadonlyMap<string, Geometry>;
  readonly problems: readonly {
    readonly file: string;
    readonly feature: string;
    readonly line: number;
    readonly code: 'shape_file_unreadable' | 'not_a_shape';
    readonly value: string;
  }[];
}

/** The shapes that zones name: features of GeoJSON files in the folder, found by their property `code`. */
export async function readShapes(
  folder: string,
  zones: readonly { geometry: { file: string; feature: string } | null }[],
): Promise<Shapes> {
  const wanted = zones.flatMap((zone) => (zone.geometry === null ? [] : [zone.geometry]));
  const geometries = new Map<string, Geometry>();
  const problems: Shapes['problems'][number][] = [];
  for (const file of new Set(wanted.map((one) => one.file))) {
    const text = await textInside(folder, file);
    // The zone that names it says that there is no such shape.
    if (text === null) continue;
    const read = featuresOf(text);
    if ('problem' in read) {
      const { line, problem } = read;
      problems.push({ file, feature: '', line, code: 'shape_file_unreadable', value: problem });
      continue;
    }
    for (const [at, { properties, geometry: shape }] of read.features.entries()) {
      if (!wanted.some((one) => one.file === file && one.feature === properties.code)) continue;
      const polygon = geometry.safeParse(shape, { error: z.locales.es().localeError });
      if (polygon.success) geometries.set(`${file} ${properties.code}`, polygon.data);
      else {
        const issue = polygon.error.issues[0]!;
        const line = lineIn(text, ['features', at, 'geometry', ...issue.path]);
        const unclosed = issue.code === 'custom' ? sayCode('es', 'pack.problem', 'ring_not_closed') : null;
        const value = `${issue.path.join('.')} ${unclosed ?? issue.message}`;
        problems.push({ file, feature: properties.code, line, code: 'not_a_shape', value });
      }
    }
  }
  return { geometries, problems };
}

type Features = z.infer<typeof collection>['features'];

/** A file of the pack's folder; a shape never comes from outside it. Null where it is not there. */
function textInside(folder: string, file: string): Promise<string | null> {
  if (basename(file) !== file) return Promise.resolve(null);
  return readFile(join(folder, file), 'utf8').catch(() => null);
}

/** The features, or why there are none and on which line. */
function featuresOf(text: string): { features: Features } | { line: number; problem: string } {
  try {
    const read = collection.safeParse(JSON.parse(text), { error: z.locales.es().localeError });
    if (read.success) return { features: read.data.features };
    const { path, message } = read.error.issues[0]!;
    return { line: lineIn(text, path), problem: `${path.join('.')} ${message}` };
  } catch (error) {
    const { message } = error as SyntaxError;
    const position = Number(/at position (\d+)/.exec(message)?.[1] ?? 0);
    return { line: text.slice(0, position).split('\n').length, problem: message };
  }
}

/** JSON is YAML too, and the reader of YAML knows the lines. Only asked for when something is wrong. */
function lineIn(text: string, path: readonly PropertyKey[]): number {
  return readYaml(text, '').lineOf(path as readonly (string | number)[]);
}
