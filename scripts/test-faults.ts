// `npm run test:faults`: the long run of test/faults. Some hours at most; `-- --kills 20` for less of it.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { faultTests } from './steps.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(randomInt(1, 2 ** 31)) },
    kills: { type: 'string', default: '200' },
    patience: { type: 'string', default: '1' },
  },
});
const { seed, kills, patience } = values;
for (const [name, value] of Object.entries(values)) {
  if (!/^[1-9]\d*$/.test(value)) throw new Error(`--${name} is a whole number above 0`);
}
console.log(`npm run test:faults -- --seed ${seed} --kills ${kills} --patience ${patience}`);
const environment = { FAULTS: 'long', FAULTS_SEED: seed, FAULTS_KILLS: kills, FAULTS_PATIENCE: patience };
const { passed, failed } = await faultTests(environment).run();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
