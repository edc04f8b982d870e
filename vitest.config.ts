import { defineConfig } from "vitest/config";

const unit = ["packages/*/src/**/*.test.ts", "scripts/**/*.test.ts"];
const databaseServer = ["packages/server/src/db/testing-server.ts"];
const database = ["packages/*/src/**/*.db.test.ts"];
/** Tests that compare with PHP. */
const php = ["packages/*/src/**/*.php.test.ts"];

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export
export default defineConfig({
  test: {
    // One fewer than cores is the default: on two cores that is one at a time.
    maxWorkers: 2,
    // The defaults, five seconds and one, are too short on a machine that does other work.
    testTimeout: 20_000,
    expect: { poll: { timeout: 10_000 } },
    projects: [
      // Needs no other program, no root and no database: `npm run test:unit`.
      { extends: true, test: { name: "unit", include: unit, exclude: [...database, ...php] } },
      { extends: true, test: { name: "php", include: php } },
      {
        extends: true,
        test: {
          name: "database",
          include: database,
          globalSetup: databaseServer,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "promises",
          globalSetup: databaseServer,
          include: ["test/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
