import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Integration tests wait for real seconds of picture more than they compute: two at a time.
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,server,media,client,scripts}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/*.integration.test.ts', 'client/e2e/**'],
          // They take milliseconds, but may have to wait for a machine on which browsers run beside them.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{server,media,scripts}/**/*.integration.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['server/src/testing/database-template.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['client/e2e/**/*.spec.ts'],
          exclude: ['**/node_modules/**', 'client/e2e/faults/**'],
          globalSetup: ['client/e2e/support/one-server.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          // Proofs over a broken network: they take minutes and need the rights to make one.
          name: 'faults',
          include: ['client/e2e/faults/**/*.spec.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
