import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Service, startService } from "@countersign/server/spawn";
import { startTestPostgres } from "@countersign/server/testing-postgres";
import { catalog } from "@countersign/wire";
import { expect, onTestFinished, test } from "vitest";
import { type Answer, caller } from "../examples/demo/client.ts";
import { previousRelease } from "../scripts/previous-release.ts";
import { orderedSink } from "./support/ordered-sink.ts";
import { previousSources } from "./support/previous-release.ts";
import { query } from "./support/query.ts";
import { recordUntilAccepted } from "./support/record-until-accepted.ts";
import { operatorToken, until } from "./support/service.ts";

const logs = path.resolve(import.meta.dirname, "../.test-logs");
const subjects = 12;
const pauseMs = 40;
const type = "kyc.completed";
const { session } = catalog[type].example;

test("the previous release serves beside this one, and goes on without it: nothing is lost and order is kept", async ({
  skip,
}) => {
  const previous = previousSources();
  if ("missing" in previous) {
    // biome-ignore lint/style/noProcessEnv: a run that decides must not skip it
    if (process.env.CI) throw new Error(previous.missing);
    process.stderr.write(`${previous.missing}\n`);
    return skip(previous.missing);
  }
  expect(previous.migrations).toBe(previousRelease.migrations);

  const postgres = await startTestPostgres();
  onTestFinished(() => postgres.close());
  await query({ connectionString: postgres.url("postgres") }, "create database upgraded");
  const database = { connectionString: postgres.url("upgraded") };
  const settings = {
    DATABASE_URL: database.connectionString,
    PORT: "0",
    COUNTERSIGN_MASTER_KEY: randomBytes(32).toString("base64"),
    COUNTERSIGN_OPERATOR_TOKEN: operatorToken,
    COUNTERSIGN_OUTBOUND_ALLOW: "127.0.0.0/8",
  };
  const start = async (entry?: string) => {
    mkdirSync(logs, { recursive: true });
    const service = await startService(settings, path.join(logs, "rolling-upgrade.log"), entry);
    onTestFinished(() => service.stop());
    return service;
  };
  const sink = await orderedSink();
  let old = await start(previous.main);
  const { id: projectId } = await managing(old)("/projects", { name: "Upgraded", mode: "test" });
  const webhook = {
    projectId,
    name: "Sink",
    url: sink.url,
    events: [type],
    dialect: "standard",
    fifo: "subject",
  };
  await managing(old)("/webhooks", webhook);
  const serving = new Set([old]);
  const load = record(() => [...serving].map(({ url }) => url), projectId);
  const more = (count: number) => {
    const before = load.accepted.size;
    return until(`${count} more are accepted`, () => load.accepted.size > before + count);
  };
  await more(20);

  const current = await start();
  serving.add(current);
  await more(40);
  for (const [first, second] of [
    [old, current],
    [current, old],
  ] as const) {
    const started = await managing(first)("/sessions", { projectId, method: "document" });
    await managing(second)(`/sessions/${started.id}/simulate`, { outcome: "succeeded" });
    expect((await managing(first)(`/sessions/${started.id}`)).status).toBe("succeeded");
  }
  for (const each of [old, current])
    await until("both send", async () => (await counted(each, "countersign_delivery_attempts_total")) > 10);

  // A later release than both adds to tables that they use, as its migrations would.
  await query(
    database,
    `alter table countersign.projects add column of_a_later_release text;
    alter table countersign.webhooks add column of_a_later_release text;
    alter table countersign.sessions add column of_a_later_release integer not null default 1;
    alter table countersign.idempotency_keys add column of_a_later_release text;
    insert into countersign.schema_migrations (number, name, checksum)
      select max(number) + 1, 'of a later release', 'x' from countersign.schema_migrations`,
  );
  await more(40);

  // Back: the new one stops, the old one goes on, and may also start again.
  serving.delete(current);
  await current.stop();
  await more(20);
  serving.delete(old);
  await old.stop();
  old = await start(previous.main);
  serving.add(old);
  await more(20);
  expect((await managing(old)(`/projects/${projectId}`)).name).toBe("Upgraded");

  load.stop();
  await load.ended;
  expect(load.strange).toEqual([]);
  await until("all that was accepted has arrived", () => [...load.accepted].every((id) => sink.ids.has(id)));
  for (const numbers of sink.bySubject.values()) expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  // The two sessions made one event each.
  expect(sink.ids.size).toBe(load.accepted.size + 2);
});

const managing = ({ url }: Service) =>
  caller(`${url}/manage/v1`, { authorization: `Bearer ${operatorToken}` }) as (
    path: string,
    body?: object,
  ) => Promise<Answer>;

/** The sum of a counter over its labels. */
async function counted({ url }: Service, name: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const lines = metrics.split("\n").filter((line) => line.startsWith(`${name}{`));
  return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

/** One caller for each subject records events one after another, at the services in turn, each until it is accepted. */
function record(urls: () => string[], projectId: string) {
  const accepted = new Set<string>();
  const strange: string[] = [];
  let stopped = false;
  const ended = Promise.all(Array.from({ length: subjects }, (_, nth) => recordSubject(nth)));
  return { accepted, strange, ended, stop: () => (stopped = true) };

  async function recordSubject(nth: number): Promise<void> {
    const subject = `subject-${nth}`;
    let turn = nth;
    const next = () => {
      const now = urls();
      return now[turn++ % Math.max(1, now.length)] ?? "http://127.0.0.1:9";
    };
    for (let number = 1; !stopped; number++) {
      const payload = { session: { ...session, metadata: { userId: subject, number } } };
      const event = { projectId, type, subject, payload };
      await recordUntilAccepted({ accepted, strange }, { key: `${subject}-${number}`, event }, next);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
