import { bugsInLog } from "@countersign/fuzz/log-findings";
import type { Ledger } from "../ledger/ledger.ts";
import { residents } from "../load/bank.ts";
import type { Client } from "../load/client.ts";
import type { Load } from "../load/load.ts";
import { marker } from "../load/marker.ts";
import type { Responses } from "../load/responses.ts";
import type { World } from "../load/world.ts";
import type { Receivers } from "../receivers/receivers.ts";
import type { Topology } from "../topology/topology.ts";
import { accountDeliveries, type DeliveryAccount } from "./deliveries.ts";
import { arrivedEvents, readDeliveries, readSubscriptions } from "./facts.ts";
import { accountMemory, type MemoryAccount } from "./memory.ts";
import { accountOrder } from "./order.ts";
import { accountPromises } from "./promises.ts";
import { type Forbidden, searchFiles } from "./search.ts";
import { settle } from "./settle.ts";
import { accountTables, type TableAccount } from "./tables.ts";
import type { Watch } from "./watch.ts";

/** The account of a run; it is closed if there are no findings. */
export interface Account {
  findings: string[];
  settledSeconds: number;
  deliveries: Omit<DeliveryAccount, "findings">;
  order: { subjects: number; events: number };
  promises: { kept: number; released: number };
  /** Erased people, and the byte strings of theirs that were searched for. */
  erased: { people: number; bytes: number; files: number };
  responses: Record<string, number>;
  memory: MemoryAccount[];
  tables: TableAccount[];
}

const patienceMs = 180_000;

/** Waits until all is settled, and compares what was accepted with what is in the store, at the receivers and on disk. */
export async function accountAll(facts: {
  topology: Topology;
  client: Client;
  world: World;
  ledger: Ledger;
  receivers: Receivers;
  responses: Responses;
  load: Load;
  watch: Watch;
}): Promise<Account> {
  const { topology, client, world, ledger, receivers, responses, load, watch } = facts;
  const { query } = topology.store;
  const configured = await readSubscriptions(client, world, query);
  const failing = configured.filter(({ fails }) => fails).map(({ webhookId }) => webhookId);
  const settled = await settle({ query, client }, failing, patienceMs);
  const subscriptions = await readSubscriptions(client, world, query);
  const { rows, events } = await readDeliveries(query);
  const arrived = arrivedEvents(receivers.arrivals);
  const { accepted } = ledger;
  const deliveries = accountDeliveries({ accepted, events, rows, subscriptions, arrived });
  const bySubject = receivers.arrivals.get("/w/ordered")?.bySubject ?? new Map();
  const order = accountOrder(bySubject, ledger.numbers);
  const keys = new Set([...receivers.arrivals.values()].flatMap((one) => [...one.keys]));
  const promises = accountPromises(ledger.promised, ledger.released, keys);

  // A vacuum as autovacuum would do it, and what it frees is written.
  await query("vacuum");
  await query("checkpoint");
  await watch.lookAtTables();
  watch.stop();
  const memory = accountMemory(watch.memory);
  const tables = accountTables(watch.tables);

  const bytes = forbiddenBytes(ledger);
  const files = topology.storeFiles();
  const leaks = searchFiles(files, [...bytes, ...personal]).map((one) => `left on disk: ${one}`);
  const logs = topology.slots.map(({ logFile }) => logFile);
  const inLogs = searchFiles([...logs, ...topology.storeLogs()], personal).map((one) => `in a log: ${one}`);
  const bugs = (await Promise.all(logs.map(bugsInLog))).flat().filter((line) => !isFaultsPrice(line));

  const { findings: ofDeliveries, ...account } = deliveries;
  return {
    findings: [
      ...settled.findings,
      ...ofDeliveries,
      ...order.findings,
      ...promises.findings,
      ...leaks,
      ...inLogs,
      ...bugs.map((line) => `error in a log: ${line}`),
      ...memory.findings,
      ...tables.findings,
      ...responses.findings(),
      ...load.findings(),
    ],
    settledSeconds: settled.seconds,
    deliveries: account,
    order: { subjects: order.subjects, events: order.events },
    promises: { kept: promises.kept, released: promises.released },
    erased: { people: ledger.erased.size, bytes: bytes.length, files: files.length },
    responses: responses.counts(),
    memory: memory.services,
    tables: tables.tables,
  };
}

const personal: readonly Forbidden[] = [
  { what: "the marker of an invented person", bytes: Buffer.from(marker) },
  ...residents.flatMap(({ person }, at) =>
    [person.pinfl, person.document].map((value) => ({
      what: `data of resident ${at + 1}`,
      bytes: Buffer.from(value),
    })),
  ),
];

function forbiddenBytes({ erased }: Ledger): Forbidden[] {
  return [...erased].flatMap(([who, { bytes }], at) =>
    bytes.map((one) => ({ what: `a key or hash of erased person ${at + 1} (${who})`, bytes: one })),
  );
}

/** What a service logs as an error because its store was away, on one host only, or a clock was wrong: it was. */
function isFaultsPrice(line: string): boolean {
  return /"code":"(57P0\d|08\d{3}|53\d{3}|25006|58030|57014|CONNECTION_CLOSED|CONNECT_TIMEOUT|POOL_BUSY|REPLICATION_CANCELLED|E[A-Z]+)"|clocks of the process and the store differ|this machine's clock and the store's differ|a failover of the store may lose acknowledged writes/.test(
    line,
  );
}
