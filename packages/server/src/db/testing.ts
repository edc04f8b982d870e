import type { Store } from "./store.ts";
import type { Db } from "./transaction.ts";

export interface TestDatabase {
  db: Db;
  url: string;
  listen: Store["listen"];
}

export declare function testDatabase(): Promise<TestDatabase>;
