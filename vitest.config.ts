import { defineConfig } from 'vitest/config';

/** Tests of code that keeps nothing between two calls: the next file finds its modules loaded and warm. */
const PURE = ['test/{kernel,game,scenarios}/**/*.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**', 'node_modules/**', ...PURE],
        },
      },
    ],
  },
});
