import { expect, test } from "vitest";
import { childrenOf, residentMegabytes } from "./support/child-processes.ts";
import { pageCall } from "./support/document-session.ts";
import { passportForTest } from "./support/drawn-documents.ts";
import { queryEmbedded, serviceForTest, until } from "./support/service.ts";

const lookerFile = "checks/child/entry.ts";
// biome-ignore lint/style/noProcessEnv: `npm run checks:kill` sets more
const sessions = Number(process.env.CHECKS_KILL_SESSIONS ?? 20);
const atOnce = 4;
/** Sessions processed between two kills of the child, and of the service. */
const childKillEvery = 3;
const serviceKillEvery = 12;

test(`${sessions} document sessions while child and service are killed: each is decided or in review, none twice`, {
  timeout: 3_600_000,
}, async () => {
  const service = await serviceForTest("checks-kill");
  const { id: projectId } = await service.manage("/projects", { name: "Bank", mode: "live", language: "en" });
  const checksPolicy = { approve: ["document.mrz"], samplePercent: 0, retakes: 0 };
  await service.manage(`/projects/${projectId}`, { checks: "decide", checksPolicy }, "PATCH");
  const passports = [passportForTest(), passportForTest({ expiryDate: "200101" })];
  const processed = async () => {
    const [row] = await queryEmbedded<{ count: string }>(
      service.dataDir,
      "select count(*)::text as count from countersign.check_runs where done_at is not null",
    );
    return Number(row?.count ?? 0);
  };

  let started = 0;
  const submitted: string[] = [];
  const submit = async () => {
    while (started < sessions) {
      const number = started++;
      const { id, url } = await insist(() => service.manage("/sessions", { projectId, method: "document" }));
      const passport = passports[number % passports.length] ?? Buffer.alloc(0);
      await insist(() => pageCall(url, "consent"));
      await insist(() => pageCall(url, "document-type", { documentType: "passport" }));
      for (const kind of ["document_front", "selfie"])
        await insist(() => pageCall(url, `capture?kind=${kind}`, passport));
      submitted.push(id);
    }
  };

  let kills = 0;
  let crashes = 0;
  let done = false;
  let before = 0;
  const kill = async () => {
    while (!done) {
      const next = (kills + 1) * childKillEvery;
      await until("the next kill", async () => done || (await patiently(processed)) >= next, 600_000);
      if (done) return;
      if (before === 0) before = residentMegabytes(service.running().process.pid);
      // By progress, so that a fast machine gets as many kills as a slow one.
      for (const pid of childrenOf(service.running().process.pid, lookerFile)) process.kill(pid, "SIGKILL");
      kills++;
      if (kills % Math.round(serviceKillEvery / childKillEvery) === 0) {
        crashes++;
        await service.crash();
      }
    }
  };
  const killing = kill();
  try {
    await Promise.all(Array.from({ length: atOnce }, submit));
    await until(
      "every session is processed",
      async () => (await patiently(processed)) >= sessions,
      3_000_000,
    );
  } finally {
    done = true;
    await killing;
  }

  expect(submitted).toHaveLength(sessions);
  const rows = await queryEmbedded<{ state: string; outcome: string; ends: string; runs: string }>(
    service.dataDir,
    `select s.state, r.outcome,
      (select count(*) from countersign.session_timeline t
        where t.session_id = s.id and t.from_state = 'processing')::text as ends,
      (select count(*) from countersign.check_runs a where a.session_id = s.id)::text as runs
     from countersign.sessions s join countersign.check_runs r on r.session_id = s.id
     where s.id = any($1)`,
    [submitted],
  );
  expect(rows).toHaveLength(sessions);
  const stateOf: Record<string, string> = { approved: "succeeded", refused: "failed", review: "in_review" };
  for (const row of rows) {
    expect(row).toMatchObject({ ends: "1", runs: "1" });
    expect(row.state).toBe(stateOf[row.outcome]);
  }
  expect(rows.filter(({ state }) => state === "succeeded").length).toBeGreaterThan(0);
  expect(rows.filter(({ state }) => state === "failed").length).toBeGreaterThan(0);
  expect(kills).toBeGreaterThanOrEqual(Math.floor(sessions / childKillEvery / 2));
  expect(crashes).toBeGreaterThan(0);
  // Room for pictures in progress, and for memory that is not collected yet.
  expect(residentMegabytes(service.running().process.pid)).toBeLessThan(before + 300);
});

/**
 * Repeats a call while the service is down or starting; a call that it accepted before it was
 * killed is not repeated.
 */
async function insist<T>(call: () => Promise<T>): Promise<T> {
  let answer: { value: T } | null = null;
  await until("a response of the service", async () => {
    try {
      const value = await call();
      const status = (value as { status?: unknown }).status;
      if (typeof status !== "number" || status < 500) answer = { value };
    } catch (error) {
      if (error instanceof Error && /: 4\d\d /.test(error.message)) throw error;
    }
    return answer !== null;
  });
  return (answer as unknown as { value: T }).value;
}

/** The store is unreachable while the service restarts. */
async function patiently(count: () => Promise<number>): Promise<number> {
  return count().catch(() => 0);
}
