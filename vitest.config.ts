import { defineConfig } from "vitest/config";

const unit = ["packages/*/src/**/*.test.ts", "scripts/**/*.test.ts"];
const databaseServer = "packages/server/src/db/testing/server.ts";
const dataTemplate = "test/support/data-template.ts";
const database = ["packages/*/src/**/*.db.test.ts"];
/** Tests that compare with PHP. */
const php = ["packages/*/src/**/*.php.test.ts"];

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export
export default defineConfig({
  test: {
    // One fewer than cores is the default: on two cores that is one at a time.
    maxWorkers: 2,
    // They end what hangs, and judge nothing: on a machine that does other work everything takes several times as long.
    testTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
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
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "promises",
          globalSetup: [databaseServer, dataTemplate],
          include: ["test/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
