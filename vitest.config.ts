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
    // Of those that run at the same time one mostly waits: for a lease, a browser, another process.
    maxWorkers: 3,
    // They end what hangs, and judge nothing: on a machine that does other work everything takes several times as long.
    testTimeout: 60_000,
    // Modules stay loaded from file to file, which halves the processor time of 350 small files.
    isolate: false,
    setupFiles: "packages/server/src/testing/each-file.ts",
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
