import { join } from 'node:path';
import type { App } from '../actions/app.ts';
import { setDemoPasswords } from '../actions/installation/set-demo-passwords.ts';
import { savePack } from '../actions/packs/save-pack.ts';
import { say } from '../core/language/sentences.ts';
import { runImport } from '../cli/import/import-file.ts';
import { tellCallBacks } from './demo-call-backs.ts';
import { tellContacts } from './demo-contacts.ts';
import { tellLetters } from './demo-letters.ts';
import { tellQuality } from './demo-quality.ts';
import { tellStory } from './demo-story.ts';
import { inTransaction } from '../store/database.ts';
import { enqueueJob } from '../store/job-queue.ts';
import { isDemonstrationWhole } from './demonstration-whole.ts';
import { describeProblem, readPackFolder } from '../cli/packs/read-pack-folder.ts';

const system = { kind: 'system' } as const;

/**
 * At the first start of a demonstration: the city, its users and the sample of real petitions. Later: nothing.
 * The passwords come last and say that it is whole: a first start that was cut short is done again by the next one,
 * which changes nothing of what is there already.
 */
export async function loadDemonstration(
  app: App,
  { folder, password, log }: { folder: string; password: string; log: (line: string) => void },
): Promise<void> {
  if (await isDemonstrationWhole(app)) return;
  log(say('es', 'start.loading-pack', { pack: 'cdmx' }));
  const pack = await readPackFolder(folder);
  if (!pack.ok) throw new Error(pack.problems.map(describeProblem).join('\n'));
  const { city_id } = await savePack(app, system, { document: pack.document, is_demo: true });
  log(say('es', 'start.loading-sample'));
  const sample = join(folder, 'sample');
  await runImport(
    app,
    { file: join(sample, 'suac-2024.csv'), map: join(sample, 'suac.yaml'), city: 'cdmx' },
    { note: () => undefined },
  );
  await tellStory(app, { file: join(sample, 'story.yaml'), city_id });
  await tellLetters(app, { file: join(sample, 'letters.yaml'), city_id });
  await tellContacts(app, { file: join(sample, 'contacts.yaml'), city_id });
  await tellQuality(app, { file: join(sample, 'quality.yaml'), city_id });
  await tellCallBacks(app, { file: join(sample, 'call-backs.yaml'), city_id });
  // Nobody who looks at a demonstration waits for the night to see its open data.
  await inTransaction(app.database, system, (tx) =>
    enqueueJob(tx, { name: 'publish_open_data', key: 'publish_open_data' }),
  );
  await setDemoPasswords(app, system, { password });
}
