import { defineConfig } from "vitest/config";

const unit = ["packages/*/src/**/*.test.ts", "scripts/**/*.test.ts"];
const databaseServer = ["packages/server/src/db/testing-server.ts"];
const database = ["packages/*/src/**/*.db.test.ts"];

// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export
export default defineConfig({
  test: {
    // One fewer than cores is the default: on two cores that is one at a time.
    maxWorkers: 2,
    // The defaults, five seconds and one, are too short on a machine that does other work.
    testTimeout: 20_000,
    expect: { poll: { timeout: 10_000 } },
    projects: [
      { extends: true, test: { name: "unit", include: unit, exclude: database } },
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
