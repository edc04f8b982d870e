import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { createReceiver, type Outcome } from "@countersign/receiver";
import { toNodeListener } from "@countersign/receiver/node";
import { examplePayload } from "@countersign/receiver/testing";
import { expect, onTestFinished, test } from "vitest";
import { type CommandLine, commandLineForTest } from "./support/command-line.ts";
import { countingSink } from "./support/counting-sink.ts";
import { serviceForTest, type TestService, until } from "./support/service.ts";

/**
 * `countersign listen` forwards everything, in order, whatever is killed. `npm run listen:kill`
 * does it with 5,000.
 */

// biome-ignore lint/style/noProcessEnv: npm run listen:kill says how many
const wanted = Number(process.env.LISTEN_DELIVERIES ?? 240);
/** What is killed in the middle of each part of the run. */
const kills =
  wanted < 1000
    ? (["listen", "service", "listen gently"] as const)
    : (["service", "listen", "service", "listen gently", "service", "nothing"] as const);
const half = Math.ceil(wanted / kills.length / 2);
const total = half * kills.length * 2;
const subjects = 20;
/** What ends a run that hangs: on a busy machine, 5,000 take more than five minutes. */
const timeoutMs = 300_000 + wanted * 200;

/** A developer's receiver, which verifies what it gets. */
async function developersReceiver(secret: string) {
  const outcomes: Outcome[] = [];
  const receiver = createReceiver({
    secrets: [secret],
    otherwise: () => undefined,
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  const server = createServer(toNodeListener(receiver));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const events = () => outcomes.flatMap((outcome) => ("event" in outcome ? [outcome.event] : []));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    outcomes,
    events,
    ids: () => new Set(events().map(({ id }) => id)),
  };
}

async function setUp(name: string) {
  const service = await serviceForTest(name);
  const sink = await countingSink(() => 2);
  const project = await service.manage("/projects", { name: "Listen", mode: "test", language: "en" });
  const webhook = await service.manage("/webhooks", {
    projectId: project.id,
    name: "Everything",
    url: sink.url,
    events: ["session.expired"],
    dialect: "standard",
  });
  const receiver = await developersReceiver(webhook.secret);
  const line = commandLineForTest();
  await line.run(["login", "--url", service.url(), "--with-token"], project.apiKey);
  const listen = (...more: string[]) =>
    line.start(["listen", "--forward-to", receiver.url, "--json", ...more]);
  return { service, project, receiver, line, listen };
}

/** Records events of all subjects in turn, and keeps their ids by subject, in order. */
function recorder(service: TestService, projectId: string) {
  const bySubject = new Map<string, string[]>();
  let count = 0;
  return {
    bySubject,
    async record(more: number): Promise<void> {
      const events = Array.from({ length: more }, () => ({
        type: "session.expired",
        subject: `subject-${count++ % subjects}`,
        payload: examplePayload("session.expired"),
      }));
      const { ids } = await service.manage("/events/batch", { projectId, events });
      for (const [at, { subject }] of events.entries())
        bySubject.set(subject, [...(bySubject.get(subject) ?? []), ids[at]]);
    },
  };
}

/** The ids of the deliveries that are settled in the journal of `listen`. */
function settledIn({ directory }: CommandLine): string[] {
  const folder = path.join(directory, "state/countersign/listen");
  const [name] = readdirSync(folder).filter((each) => !each.includes("."));
  const lines = readFileSync(path.join(folder, name ?? ""), "utf8").split("\n");
  return lines.filter((line) => line.startsWith("d ")).map((line) => line.slice(2));
}

test(
  "listen loses nothing, keeps each subject's order, and repeats nothing that it had recorded",
  async () => {
    const { service, project, receiver, line, listen } = await setUp("listen");
    let running = listen();
    await until("it listens", () => running.stdout.includes('"listening"'));
    await until("it has a cursor", () => settledIn(line).length === 0 && cursorIsKept(line));
    let notedAtKill: string[] = [];
    const { record, bySubject } = recorder(service, project.id);
    for (const kill of kills) {
      const before = receiver.ids().size;
      await record(half);
      await until("some more are forwarded", () => receiver.ids().size >= before + half / 4);
      if (kill === "service") await service.crash();
      if (kill === "listen" || kill === "listen gently") {
        running.kill(kill === "listen" ? "SIGKILL" : "SIGTERM");
        await running.ended;
        if (kill === "listen") notedAtKill = settledIn(line);
      }
      // What happens while nobody listens is not lost either.
      await record(half);
      if (running.status !== null || kill === "listen") running = listen();
    }
    await until(`${total} are forwarded`, () => receiver.ids().size === total, timeoutMs);
    await until("it has caught up", () => settledIn(line).length >= total, timeoutMs);
    running.kill("SIGTERM");
    await running.ended;
    expect(running).toMatchObject({ status: 0, stderr: "" });
    expect(running.stdout).toMatch(/"kind":"reconnected","missed":\d+/);

    // Each carries its original signature.
    expect(receiver.outcomes.filter(({ kind }) => kind !== "handled")).toEqual([]);
    const arrivals = receiver.events().map(({ id }) => id);
    for (const ids of bySubject.values()) {
      const own = arrivals.filter((id) => ids.includes(id));
      // A repetition of what was in flight at the kill comes directly after it.
      expect(own.filter((id, at) => id !== own[at - 1])).toEqual(ids);
    }
    const repeated = arrivals.filter((id, at) => arrivals.indexOf(id) !== at);
    expect(repeated.length).toBeLessThanOrEqual(8);
    for (const id of repeated) {
      const { data } = await service.manage(`/deliveries?eventId=${id}`);
      // It was in flight when listen was killed.
      expect(notedAtKill).not.toContain(data[0].id);
    }
  },
  timeoutMs,
);

function cursorIsKept({ directory }: CommandLine): boolean {
  const folder = path.join(directory, "state/countersign/listen");
  const [name] = readdirSync(folder).filter((each) => !each.includes("."));
  return /^c /m.test(readFileSync(path.join(folder, name ?? ""), "utf8"));
}
