import { readFileSync } from "node:fs";
import path from "node:path";
import { createRandom } from "@countersign/fuzz/random";
import { expect, test } from "vitest";
import { type CountingSink, countingSink } from "./support/counting-sink.ts";
import { type Recording, recordUntil } from "./support/record-events.ts";
import { operatorToken, queryEmbedded, serviceForTest, type TestService, until } from "./support/service.ts";

// biome-ignore lint/style/noProcessEnv: `npm run crash` sets the long form; a seed repeats a run
const { CRASH_KILLS, CRASH_SEED } = process.env;
const kills = Number(CRASH_KILLS ?? 10);
const seed = Number(CRASH_SEED ?? Date.now() % 2 ** 31);
/**
 * The worker's concurrent requests to one address: this many deliveries may be repeated after each
 * kill.
 */
const concurrency = 32;
const longestAnswerMs = 20;
/**
 * Events accepted between two kills: by progress, so that a slow machine is killed as deep in its
 * work as a fast one.
 */
const progress = { least: 25, most: 600 };

const victims = ["service", "postgres", "backend", "both"] as const;

test(`${kills} kills of the service and of its Postgres (seed ${seed}): nothing accepted is lost or stuck`, {
  timeout: 300_000 + kills * 20_000,
}, async () => {
  const { fraction: random } = createRandom(seed);
  const service = await serviceForTest("crash");
  const sink = await countingSink(() => random() * longestAnswerMs);
  const { id: projectId } = await service.manage("/projects", { name: "Crashes", mode: "test" });
  await service.manage("/webhooks", {
    projectId,
    name: "Sink",
    url: sink.url,
    events: ["*"],
    dialect: "standard",
  });

  const recording: Recording = { accepted: new Set(), strange: [], broken: 0 };
  let done = false;
  const callers = [1, 1, 1, 1, 20].map((eventsPerCall) =>
    recordUntil(() => done, { url: service.url, token: operatorToken, projectId }, eventsPerCall, recording),
  );
  try {
    for (let kill = 0; kill < kills; kill++) {
      const { least, most } = progress;
      const wanted = recording.accepted.size + least + Math.floor(random() * (most - least));
      await until("so many events are accepted", () => recording.accepted.size >= wanted, 60_000);
      await strike(service, victims[Math.floor(random() * victims.length)] ?? "service");
    }
  } finally {
    done = true;
    await Promise.all(callers);
  }

  const missing = () => [...recording.accepted].filter((id) => !sink.arrivals.has(id));
  await until("every accepted event has arrived", () => missing().length === 0, 90_000);
  // The last kill may have hit Postgres.
  await until("its Postgres answers", () =>
    queued(service).then(
      () => true,
      () => false,
    ),
  );
  await until("the queue is empty", async () => (await queued(service)) === 0, 60_000);
  expect(await undelivered(service, sink)).toEqual({ unsettled: 0, neverArrived: 0 });
  expect(sink.duplicates()).toBeLessThanOrEqual(concurrency * kills);
  expect(recording.strange).toEqual([]);
  expect(recording.accepted.size).toBeGreaterThan(kills * 20);
});

/**
 * kill -9. Whatever was killed is soon restarted: the service by this test, its Postgres by the
 * service.
 */
async function strike(service: TestService, victim: (typeof victims)[number]): Promise<void> {
  if (victim === "backend") await kill(() => newestBackend(service));
  if (victim === "postgres" || victim === "both") await kill(() => postmaster(service));
  if (victim === "service" || victim === "both") await service.crash();
}

/** Kills a process of Postgres, which may still be restarting after the previous kill. */
async function kill(pid: () => number | Promise<number>): Promise<void> {
  await until("its Postgres runs", async () => {
    try {
      return process.kill(await pid(), "SIGKILL");
    } catch {
      return false;
    }
  });
}

function postmaster({ dataDir }: TestService): number {
  return Number(readFileSync(path.join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
}

/** The backend that serves the service's latest statement. */
async function newestBackend({ dataDir }: TestService): Promise<number> {
  const [newest] = await queryEmbedded<{ pid: number }>(
    dataDir,
    `select pid from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid()
      order by query_start desc nulls last limit 1`,
  );
  if (!newest) throw new Error("the service has no connection");
  return newest.pid;
}

async function queued({ dataDir }: TestService): Promise<number> {
  const [row] = await queryEmbedded<{ count: number }>(
    dataDir,
    "select count(*)::int as count from countersign.delivery_queue",
  );
  return row?.count ?? Number.NaN;
}

/**
 * Recorded deliveries that are not settled as delivered, and those that are, but never reached the
 * sink.
 */
async function undelivered(
  { dataDir }: TestService,
  { arrivals }: CountingSink,
): Promise<{ unsettled: number; neverArrived: number }> {
  const rows = await queryEmbedded<{ eventId: string; status: string }>(
    dataDir,
    `select event_id as "eventId", status from countersign.deliveries`,
  );
  return {
    unsettled: rows.filter((row) => row.status !== "delivered").length,
    neverArrived: rows.filter((row) => !arrivals.has(row.eventId)).length,
  };
}
