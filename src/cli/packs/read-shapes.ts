import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { geometry } from '../../actions/packs/pack-territory.ts';
import { sayCode } from '../../core/language/sentences.ts';

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
    const features = await readFeatures(folder, file);
    if (typeof features === 'string') {
      problems.push({ file, feature: '', code: 'shape_file_unreadable', value: features });
      continue;
    }
    for (const { properties, geometry: shape } of features) {
      if (!wanted.some((one) => one.file === file && one.feature === properties.code)) continue;
      const read = geometry.safeParse(shape, { error: z.locales.es().localeError });
      if (read.success) geometries.set(`${file} ${properties.code}`, read.data);
      else {
        const issue = read.error.issues[0]!;
        const unclosed = issue.code === 'custom' ? sayCode('es', 'pack.problem', 'ring_not_closed') : null;
        const value = `${issue.path.join('.')} ${unclosed ?? issue.message}`;
        problems.push({ file, feature: properties.code, code: 'not_a_shape', value });
      }
    }
  }
  return { geometries, problems };
}

/** The features, or why there are none. A shape never comes from outside the pack's folder. */
async function readFeatures(
  folder: string,
  file: string,
): Promise<z.infer<typeof collection>['features'] | string> {
  if (basename(file) !== file) return file;
  try {
    const read = collection.safeParse(JSON.parse(await readFile(join(folder, file), 'utf8')));
    return read.success ? read.data.features : read.error.issues[0]!.message;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
