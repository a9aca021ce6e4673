import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { PackDocument, PackSection } from '../../actions/packs/pack-document.ts';
import { startFolder } from '../../start/start-folder.ts';

/** Which sections stand together; the reader takes them in any file. */
const FILES: Readonly<Record<string, readonly PackSection[]>> = {
  'pack.yaml': ['city', 'calendars', 'outcomes', 'roles'],
  'authorities.yaml': ['authorities'],
  'terms.yaml': ['kinds', 'terms'],
  'services.yaml': ['service_groups', 'services'],
  'territory.yaml': ['zones', 'routing'],
  'texts.yaml': ['texts', 'reply_templates'],
  'articles.yaml': ['articles'],
  'offices.yaml': ['offices'],
  'people.yaml': ['demo_users'],
};

const SHAPES = 'boundaries.geojson';

/** Writes the files of a pack into a folder, which is made where it is not there. @throws StartProblem where it cannot be made, else what the system says */
export async function writePackFolder(folder: string, document: PackDocument): Promise<void> {
  startFolder(folder);
  for (const [name, text] of packFiles(document)) await writeFile(join(folder, name), text);
}

/**
 * The files of a pack's folder, by name, so that reading them gives the same document. Country days are left out:
 * the reader takes them from the national calendar. Written by a machine: rules stand one by one, without comments.
 */
export function packFiles(document: PackDocument): Map<string, string> {
  const shaped = document.zones.filter(({ geometry }) => geometry !== null);
  const written: Record<PackSection, unknown> = {
    ...document,
    calendars: document.calendars.map(({ country_days: _statutory, ...calendar }) => calendar),
    zones: document.zones.map(({ geometry, ...zone }) =>
      geometry === null ? zone : { ...zone, geometry: { file: SHAPES, feature: zone.code } },
    ),
  };
  const files = new Map<string, string>();
  for (const [name, sections] of Object.entries(FILES)) {
    const content = Object.fromEntries(sections.map((section) => [section, withoutNulls(written[section])]));
    files.set(name, stringify(content, { lineWidth: 110, aliasDuplicateObjects: false }));
  }
  if (shaped.length > 0) {
    const features = shaped.map(({ code, name, geometry }) =>
      JSON.stringify({ type: 'Feature', properties: { code, name }, geometry }),
    );
    files.set(SHAPES, `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`);
  }
  return files;
}

/** What is null in a document is what a pack does not say. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const said = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(said.map(([key, item]) => [key, withoutNulls(item)]));
}
