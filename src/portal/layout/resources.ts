import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import type { CitizenPaths } from '../../core/paths.ts';

const here = new URL('.', import.meta.url);

const read = (path: string) => readFileSync(new URL(path, here));

export interface Resource {
  readonly type: string;
  readonly body: Buffer;
}

const scriptType = 'text/javascript; charset=utf-8';

/** The portal's own files, read once: one style sheet, one icon and the small modules of portal/client. */
export const resources: ReadonlyMap<string, Resource> = new Map<string, Resource>([
  [
    'portal.css',
    {
      type: 'text/css; charset=utf-8',
      body: Buffer.concat(
        [
          'tokens.css',
          'portal.css',
          'pages.css',
          'board.css',
          'survey.css',
          'report.css',
          'petitions.css',
        ].map((name) => read(name)),
      ),
    },
  ],
  ['turns.css', { type: 'text/css; charset=utf-8', body: read('turns.css') }],
  ['icon.svg', { type: 'image/svg+xml', body: read('icon.svg') }],
  ...readdirSync(new URL('../client/', here))
    .filter((name) => name.endsWith('.js'))
    .map((name): [string, Resource] => [name, { type: scriptType, body: read(`../client/${name}`) }]),
]);

/** One version for all, so that modules find each other under one immutable folder. */
export const resourceVersion = versionOf([...resources.values()]);

function versionOf(files: readonly Resource[]): string {
  const hash = createHash('sha256');
  for (const { body } of files) hash.update(body);
  return hash.digest('hex').slice(0, 12);
}

/** The address of one of the portal's own files; it changes when any of them changes. */
export function resource(paths: CitizenPaths, name: string): string {
  return paths.resource(resourceVersion, name);
}
