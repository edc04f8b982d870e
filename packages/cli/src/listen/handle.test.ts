import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createReceiver, type Outcome } from "@countersign/receiver";
import { toNodeListener } from "@countersign/receiver/node";
import { sampleMessage, sampleSecret } from "@countersign/receiver/testing";
import { expect, onTestFinished, test } from "vitest";
import { createBacklog } from "./backlog.ts";
import { handleEntry } from "./handle.ts";
import type { ListedDelivery } from "./message.ts";
import type { Notice } from "./notices.ts";
import { fakeConnection, memoryJournal } from "./testing.ts";

const entry = { eventId: "e1", lane: "a", position: "p1", createdAt: "2026-05-05T10:00:00.000Z" };

/** A delivery as in lists. */
function delivery(more: Partial<ListedDelivery> = {}): ListedDelivery {
  const facts = {
    id: "d1",
    eventId: "e1",
    webhookId: "w1",
    type: "session.expired",
    subject: "a",
    sequence: 1,
  };
  return { ...facts, status: "delivered", attemptCount: 1, reason: null, ...more } as ListedDelivery;
}

async function receiverForTest() {
  const outcomes: Outcome[] = [];
  const receiver = createReceiver({
    secrets: [sampleSecret],
    otherwise: () => undefined,
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  const server = createServer(toNodeListener(receiver)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, outcomes };
}

/** Handles an event of these deliveries, whose message was signed at `sentAt`. */
async function handled(
  deliveries: readonly ListedDelivery[],
  {
    sentAt = new Date(),
    secret = null,
    isWithheld = () => false,
    withheld = null,
  }: {
    sentAt?: Date;
    secret?: string | null;
    isWithheld?: (type: string) => boolean;
    withheld?: string | null;
  } = {},
) {
  const { url, outcomes } = await receiverForTest();
  const { headers, body } = sampleMessage("session.expired", { sentAt });
  const fake = fakeConnection({
    "/deliveries/d1/content": () => ({ body: withheld === null ? body : null, withheld }),
    "/deliveries/d1": () => ({ attempts: [{ requestHeaders: { ...headers, "x-shop": "***" } }] }),
  });
  // The receiver is real.
  const connection = {
    ...fake,
    fetch: ((input, init) =>
      String(input).startsWith(url) ? fetch(input, init) : fake.fetch(input, init)) as typeof fetch,
  };
  const journal = memoryJournal();
  const notices: Notice[] = [];
  const options = { projectId: "p", forwardTo: url, webhookIds: null, types: null, isWithheld, secret };
  const tell = (notice: Notice) => void notices.push(notice);
  const deps = { connection, options, journal, backlog: createBacklog(), tell, now: Date.now };
  const outcome = await handleEntry(
    deps,
    async () => [...deliveries],
    entry,
    () => undefined,
  );
  return { outcome, settled: journal.list, notices, received: outcomes.map(({ kind }) => kind) };
}

test("a delivery is forwarded as it was signed, and noted", async () => {
  expect(await handled([delivery()])).toEqual({
    outcome: "done",
    settled: ["d1"],
    notices: [],
    received: ["handled"],
  });
});

test("requests that receivers would reject as too old are signed again if the secret is known", async () => {
  const sentAt = new Date(Date.now() - 3_600_000);
  expect((await handled([delivery()], { sentAt })).received).toEqual(["forged"]);
  expect((await handled([delivery()], { sentAt, secret: sampleSecret })).received).toEqual(["handled"]);
});

test("deliveries that were not sent yet are waited for; those that never will be are reported", async () => {
  const waits = await handled([delivery({ attemptCount: 0, status: "pending" })]);
  expect(waits).toMatchObject({ outcome: "waits", settled: [], received: [] });
  const never = await handled([delivery({ attemptCount: 0, status: "cancelled", reason: "paused" })]);
  expect(never).toMatchObject({ outcome: "done", settled: ["d1"], received: [] });
  expect(never.notices).toMatchObject([{ kind: "withheld", reason: "it was never sent (paused)" }]);
});

test("personal data of a live project is not read, and data that an API key may not see is reported", async () => {
  const live = await handled([delivery()], { isWithheld: (type) => type === "session.expired" });
  expect(live).toMatchObject({ outcome: "done", received: [], notices: [{ kind: "withheld" }] });
  const byKey = await handled([delivery()], { withheld: "personal" });
  expect(byKey.notices).toMatchObject([{ reason: expect.stringContaining("personal data") }]);
});
