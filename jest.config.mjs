/** ESM through swc; types are checked by tsc, never here. */
export default {
  globalSetup: './test/bundles/compile.ts',
  globalTeardown: './test/bundles/compiled.ts',
  testMatch: ['**/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/lib/', '/\\.mlops/'],
  modulePathIgnorePatterns: ['/dist/', '/lib/', '/build/', '/\\.mlops/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2023', parser: { syntax: 'typescript' }, experimental: { keepImportAttributes: true } },
        module: { type: 'es6' },
      },
    ],
  },
  testEnvironmentOptions: { customExportConditions: ['@mlops-actions/source', 'node', 'node-addons'] },
  testTimeout: 120_000,
};
