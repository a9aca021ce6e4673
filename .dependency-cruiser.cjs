// The rings: a folder imports only inward. docs/architecture.md says why.
const doors = ['core/', 'actions/', 'queries/'];

/** Each ring: its own folder, plus exactly these. */
const mayImport = {
  core: [],
  store: ['core/'],
  queries: ['core/', 'store/'],
  actions: ['core/', 'store/', 'queries/'],
  // A citizen's page cannot import what staff may see.
  portal: ['core/', 'actions/', 'queries/citizen/', 'queries/public/', 'server/'],
  api: [...doors, 'server/'],
  server: doors,
  cli: [...doors, 'start/', 'store/migrate[.]ts$', 'store/purge-demo[.]ts$', 'main[.]ts$'],
  // The wiring that main.ts and the commands share: database, keys, demonstration.
  start: ['core/', 'actions/', 'queries/', 'store/', 'cli/'],
  channels: doors,
  jobs: [...doors, 'channels/', 'store/job-queue[.]ts$', 'store/telephony/line-holder[.]ts$'],
  console: ['core/'],
};

// Tests stand outside the rings; main.ts is the wiring and knows every ring.
const isTest = '[.]test[.]tsx?$';

const rings = Object.entries(mayImport).map(([ring, allowed]) => ({
  name: `${ring}-imports-only-what-it-may`,
  severity: 'error',
  from: { path: `^src/${ring}/`, pathNot: isTest },
  to: {
    path: '^src/',
    pathNot: [
      `^src/${ring}/`,
      ...allowed.map((path) => `^src/${path}`),
      // only-the-wiring-reads-configuration speaks for this one
      '^src/config[.]ts$',
    ],
  },
}));

module.exports = {
  forbidden: [
    ...rings,
    {
      name: 'no-source-imports-tests-or-scripts',
      severity: 'error',
      from: { path: '^src/', pathNot: isTest },
      to: { path: ['^test/', '^scripts/', '^bench/', isTest] },
    },
    {
      name: 'core-has-no-packages',
      comment: 'Pure rules: no npm package and no part of Node. Temporal comes through one file.',
      severity: 'error',
      from: { path: '^src/core/', pathNot: [isTest, '^src/core/deadlines/plain-date[.]ts$'] },
      to: { path: '.', pathNot: ['^src/', '^locales/'] },
    },
    {
      name: 'temporal-comes-through-one-file',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/core/deadlines/plain-date[.]ts$', isTest] },
      to: { path: 'temporal-polyfill' },
    },
    {
      name: 'sql-only-under-the-doors',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(store|queries|actions)/', '^src/main[.]ts$', isTest] },
      to: { path: '(^|/)node_modules/(kysely|pg)/|^(kysely|pg)$' },
    },
    {
      name: 'a-channel-knows-no-other-channel',
      severity: 'error',
      from: { path: '^src/channels/([^/]+)/', pathNot: isTest },
      to: { path: '^src/channels/([^/]+)/', pathNot: '^src/channels/$1/' },
    },
    {
      name: 'a-page-knows-no-other-page',
      comment: 'portal/layout/ is what pages share.',
      severity: 'error',
      from: { path: '^src/portal/([^/]+)/', pathNot: isTest },
      to: { path: '^src/portal/([^/]+)/', pathNot: ['^src/portal/$1/', '^src/portal/layout/'] },
    },
    {
      name: 'only-the-wiring-reads-configuration',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['^src/main[.]ts$', '^src/config[.]ts$', '^src/cli/', '^src/start/', isTest],
      },
      to: { path: '^src/config[.]ts$' },
    },
    {
      name: 'nobody-imports-the-wiring',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/cli/main[.]ts$', isTest] },
      to: { path: '^src/main[.]ts$' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-import-that-leads-nowhere',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // Type imports count: without this, `import type` would slip through every rule.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
