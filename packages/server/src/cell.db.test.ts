import { expect, test } from "vitest";
import { claimCell } from "./cell.ts";
import { ConfigError } from "./config.ts";
import { testDatabase } from "./db/testing/database.ts";

test("a store belongs to the first cell that it serves, for good", async () => {
  const { db } = await testDatabase();
  await claimCell(db, null);
  await Promise.all(["a", "a", "a"].map((cell) => claimCell(db, cell)));
  await claimCell(db, "a");
  for (const other of ["b", null]) {
    const refused = claimCell(db, other);
    await expect(refused).rejects.toThrow(ConfigError);
    await expect(refused).rejects.toThrow(/^CELL must be a: /);
  }
});
