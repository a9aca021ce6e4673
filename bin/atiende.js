#!/usr/bin/env node
// `npx atiende …`: the command line, on the Node that comes with the clone.
import { runOnPackagedNode } from '../scripts/bootstrap.mjs';

await runOnPackagedNode('src/cli/main.ts', process.argv.slice(2));
