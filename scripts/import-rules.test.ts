import { expect, test } from "vitest";
import { breaks } from "./import-rules.ts";

const cases: ReadonlyArray<[file: string, specifier: string, broken: boolean]> = [
  ["delivery/worker/worker.ts", "../../webhooks/index.ts", false],
  ["delivery/queue/postgres.ts", "../../db/index.ts", false],
  ["delivery/queue/postgres.ts", "./queue.ts", false],
  ["delivery/queue/postgres.ts", "../work.ts", true],
  ["delivery/queue/postgres.ts", "../../events/index.ts", true],
  ["delivery/worker/worker.ts", "../queue/index.ts", false],
  ["delivery/worker/worker.ts", "../queue/claim.ts", true],
  ["events/write.ts", "../delivery/queue/index.ts", false],
  ["events/write.ts", "../delivery/queue/enqueue.ts", true],
  ["events/write.ts", "../delivery/index.ts", true],
  ["http/api.ts", "../delivery/queue/index.ts", true],
  ["delivery/worker/worker.ts", "../../webhooks/backoff.ts", true],
  ["delivery/worker/worker.ts", "../../http/index.ts", true],
  ["verification/session/read.ts", "../../disclosure/index.ts", true],
  ["verification/rules/table.ts", "../sessions.ts", true],
  ["verification/rules/table.ts", "@countersign/wire", false],
  ["db/pool.ts", "../sealing/index.ts", true],
  ["outbound/send.ts", "../main.ts", true],
  ["unheard-of/a.ts", "../db/index.ts", true],
  ["main.ts", "./delivery/worker/worker.ts", false],
  ["gateway/forward.ts", "undici", true],
  ["registry/sources/ask.ts", "node:https", true],
  ["outbound/connection.ts", "undici", false],
  ["delivery/worker/worker.test.ts", "../../registry/import.ts", false],
];

test.each(cases)("packages/server/src/%s importing %s breaks a rule: %s", (file, specifier, broken) => {
  expect(breaks(`packages/server/src/${file}`, specifier) !== null).toBe(broken);
});

test("wire imports zod and Node alone, the applicant's page only what a browser has", () => {
  expect(breaks("packages/wire/src/ids.ts", "fastify")).not.toBeNull();
  expect(breaks("packages/wire/src/ids.ts", "zod")).toBeNull();
  expect(breaks("packages/applicant/src/page.tsx", "@countersign/wire")).not.toBeNull();
  expect(breaks("packages/applicant/src/page.tsx", "@countersign/wire/browser")).toBeNull();
});

test("the published receiver imports its own files, and at most types of what its users have", () => {
  expect(breaks("packages/receiver/src/receiver.ts", "@countersign/wire")).not.toBeNull();
  expect(breaks("packages/receiver/src/receiver.ts", "node:crypto")).not.toBeNull();
  expect(breaks("packages/receiver/src/inbox/pg.ts", "pg")).toBeNull();
  expect(breaks("packages/receiver/src/samples/index.ts", "@countersign/wire")).toBeNull();
});
