/** The layer rules of docs/architecture.md, as a check. */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'shared-stands-alone',
      comment: 'shared is the contract: it knows none of those who use it.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(server|media|client)/' },
    },
    {
      name: 'media-knows-no-server',
      severity: 'error',
      from: { path: '^media/' },
      to: { path: '^(server|client)/' },
    },
    {
      name: 'server-drives-media-through-its-port',
      comment: 'Only the entry (and the tests, which are entries too) put the two planes into one process.',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/src/(main|testing/.*)\\.ts$' },
      to: { path: '^media/' },
    },
    {
      name: 'server-has-no-mediasoup',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: 'node_modules/mediasoup/' },
    },
    {
      name: 'client-is-a-browser',
      severity: 'error',
      from: { path: '^client/src/' },
      to: { path: '^(server|media|scripts)/' },
    },
    {
      name: 'no-parser-in-the-browser',
      comment: 'zod stays on the server: the client takes types only from the files that build schemas.',
      severity: 'error',
      from: { path: '^client/src/', pathNot: '\\.test\\.tsx?$' },
      to: {
        path: '^shared/src/(schemas/|protocol/(requests|routes)\\.ts)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'store-knows-no-feature',
      severity: 'error',
      from: { path: '^server/src/store/', pathNot: '\\.test\\.ts$' },
      to: { path: '^server/src/(features|http|realtime)/' },
    },
    {
      name: 'sql-stays-in-the-store',
      comment: 'Features ask repositories; accounts hands the tables to the account library.',
      severity: 'error',
      from: {
        path: '^server/src/(features|http|realtime)/',
        pathNot: '^server/src/features/accounts/accounts\\.ts$',
      },
      to: { path: '(node_modules/drizzle-orm/|^server/src/store/schema/)' },
    },
    {
      name: 'state-has-no-view',
      comment: 'View models hold no JSX and know no component.',
      severity: 'error',
      from: { path: '^client/src/(state|net|rtc)/' },
      to: { path: '(^client/src/(features|ui|app)/|node_modules/(react-dom|@mantine)/)' },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { pathNot: '\\.(test|spec)\\.tsx?$' },
      to: { path: '\\.(test|spec)\\.tsx?$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules/\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
