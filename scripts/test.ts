// `npm test`: every check of this repository, in order, whatever the earlier ones say; the sum comes last.
// `npm run check` (--static) stops before anything is run.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  browserTests,
  check,
  faultTests,
  oldestDatabaseTests,
  root,
  unitTests,
  type Count,
  type Step,
} from './steps.ts';

const node = process.execPath;
const native_compiler = join(root, 'node_modules', '@typescript', 'native', 'bin', 'tsc');

/** Every folder of sources has its own compiler settings; the console's come with it. */
const type_settings = [
  'tsconfig.json',
  'tsconfig.core.json',
  'tsconfig.e2e.json',
  'src/console/tsconfig.json',
].filter((file) => existsSync(join(root, file)));

const format = check('format', ['prettier', '--check', '--log-level', 'warn', '.']);
const sources: Step[] = [
  check(
    'lint',
    ['oxlint', '--deny-warnings'],
    [node, 'scripts/check-names.ts'],
    [node, 'scripts/check-sentences.ts'],
  ),
  check('types', ...type_settings.map((file) => [node, native_compiler, '-p', file])),
  check('boundaries', ['depcruise', '--config', '.dependency-cruiser.cjs', 'src']),
  check('dead code', ['knip', '--no-progress']),
];
const isStatic = process.argv.includes('--static');
// One of the tests weighs what was built.
const built = isStatic ? [] : [check('console build', [node, 'scripts/build-console.ts', '--force'])];

const done: { name: string; count: Count; seconds: number }[] = [];
async function runInOrder(steps: Step[]): Promise<void> {
  for (const step of steps) {
    console.log(`\n=== ${step.name} ===`);
    const started = performance.now();
    const count = await step.run().catch((problem: unknown) => {
      console.error(problem);
      return { passed: 0, failed: 1 };
    });
    const seconds = (performance.now() - started) / 1000;
    console.log(`--- ${step.name}: ${count.passed} passed, ${count.failed} failed, ${seconds.toFixed(1)} s`);
    done.push({ name: step.name, count, seconds });
  }
}

// The format keeps one processor busy, the other checks the second.
await Promise.all([runInOrder([format]), runInOrder([...sources, ...built])]);
if (!isStatic) {
  await runInOrder([unitTests]);
  // Who breaks things waits more than it works.
  await Promise.all([runInOrder([oldestDatabaseTests]), runInOrder([faultTests()])]);
  await runInOrder([browserTests]);
}

console.log('\n=== sums ===');
for (const { name, count, seconds } of done) {
  const figures = `${count.passed} passed, ${count.failed} failed`;
  console.log(`${name.padEnd(26)} ${figures.padEnd(26)} ${seconds.toFixed(1)} s`);
}
const passed = done.reduce((sum, { count }) => sum + count.passed, 0);
const failed = done.reduce((sum, { count }) => sum + count.failed, 0);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);
