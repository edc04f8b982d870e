import type { Random } from "@countersign/fuzz/random";
import type { Ledger } from "../ledger/ledger.ts";
import type { Query } from "../topology/query.ts";
import type { Client } from "./client.ts";
import type { World } from "./world.ts";

/** What every part of the load uses. */
export interface LoadContext {
  client: Client;
  world: World;
  ledger: Ledger;
  /** Of this part alone: others' timing doesn't change its choices. */
  random: Random;
  /** The store, to learn what an erasure is to remove. */
  query: Query;
  /** The receivers' address. */
  receiversUrl: string;
}
