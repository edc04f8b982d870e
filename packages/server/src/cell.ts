import type { Cell } from "@countersign/wire";
import { ConfigError } from "./config.ts";
import type { Db } from "./db/index.ts";

/**
 * Makes the store that of the configured cell, for good: its ids and tokens carry the cell's name, and the proxy in front
 * finds them by it.
 *
 * @throws ConfigError if the store is another cell's.
 */
export async function claimCell(db: Db, cell: Cell | null): Promise<void> {
  if (cell !== null) await db.updateTable("storeState").set({ cell }).where("cell", "is", null).execute();
  const { cell: stored } = await db.selectFrom("storeState").select("cell").executeTakeFirstOrThrow();
  if (stored === cell) return;
  throw new ConfigError(
    `CELL must be ${stored}: ids and tokens of this store name that cell, and a cell can't be renamed.`,
  );
}
