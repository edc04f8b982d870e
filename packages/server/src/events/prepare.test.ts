import { randomBytes } from "node:crypto";
import { catalog, newId, newPublicId, type ProjectId } from "@countersign/wire";
import { expect, test } from "vitest";
import type { PayloadKeys, SealingKey } from "../sealing/index.ts";
import type { Webhook } from "../webhooks/index.ts";
import { webhookForTest } from "../webhooks/testing/webhook.ts";
import type { NewEvent } from "./new-event.ts";
import { prepare } from "./prepare.ts";

const random = (bytes: number) => randomBytes(bytes);
const deps = { clock: () => Date.parse("2026-01-01T12:00:00Z"), random };
const projectId = newPublicId<ProjectId>(random);
/** Shows its context instead of sealing. */
const key: SealingKey = {
  id: projectId,
  seal: (_, context) => Buffer.from(context),
  unseal: () => Buffer.alloc(0),
};
const keys: PayloadKeys = { id: projectId, on: () => key, from: 0 };
const outcome: NewEvent = {
  projectId,
  type: "check.outcome",
  keyId: projectId,
  payload: catalog["check.outcome"].example,
};

const webhook = (dialect: Webhook["dialect"]) =>
  webhookForTest({ id: newId("webhook", deps.clock, random), projectId, dialect });

test("webhooks of one format share one body, sealed for its event and format", () => {
  const webhooks = [webhook("able-id"), webhook("standard"), webhook("able-id")];
  const { id, messages, deliveries } = prepare(deps, outcome, webhooks, keys);
  expect(messages.map((message) => message.bodySealed.toString())).toEqual([
    `message:${id}:able-id`,
    `message:${id}:standard`,
  ]);
  expect(deliveries.map((delivery) => delivery.webhookId)).toEqual(webhooks.map((each) => each.id));
  expect(deliveries[0]?.message).toBe(deliveries[2]?.message);
});

test("a format that cannot say a type gives way to the type's own", () => {
  const expired: NewEvent = {
    ...outcome,
    type: "session.expired",
    payload: catalog["session.expired"].example,
  };
  expect(prepare(deps, expired, [webhook("able-id")], keys).messages.map((each) => each.encoding)).toEqual([
    "standard",
  ]);
});

test("what happened later has the higher ids, within one millisecond too", () => {
  const ids = Array.from({ length: 20 }, () => prepare(deps, outcome, [webhook("able-id")], keys)).flatMap(
    (prepared) => [prepared.id, ...prepared.deliveries.map((delivery) => delivery.id)],
  );
  const of = (prefix: string) => ids.filter((id) => id.startsWith(prefix));
  expect(of("evt_")).toEqual([...of("evt_")].sort());
  expect(of("dlv_")).toEqual([...of("dlv_")].sort());
});

test("a payload that does not fit is refused by field, without its values", () => {
  const broken = { ...outcome, payload: { ...outcome.payload, hash: "not a digest", surname: "IVANOV" } };
  expect(() => prepare(deps, broken, [], keys)).toThrow(/^the payload of check\.outcome .*hash/);
  expect(() => prepare(deps, broken, [], keys)).not.toThrow(/IVANOV|digest/);
});

test("a format that signs in the body has one body per webhook, each with that webhook's secret", () => {
  const created: NewEvent = {
    ...outcome,
    type: "qes.created",
    subject: "session-1",
    payload: catalog["qes.created"].example,
  };
  const webhooks = [webhook("treezor"), webhook("treezor")];
  const secrets = new Map(webhooks.map(({ id }, index) => [id, [`whsec_${"AB"[index]}AAA`]]));
  const { messages } = prepare(deps, created, webhooks, keys, secrets);
  expect(messages.map((each) => each.encoding)).toEqual(webhooks.map(({ id }) => `treezor:${id}`));
  expect(new Set(messages.map((each) => each.body)).size).toBe(2);
  expect(() => prepare(deps, created, webhooks, keys)).toThrow(TypeError);
});

test("the event's id in a body is the one under which it is sent", () => {
  const failed: NewEvent = { ...outcome, type: "kyc.failed", payload: catalog["kyc.failed"].example };
  const { id, messages } = prepare(deps, failed, [webhook("love-and-pay")], keys);
  expect(JSON.parse(messages[0]?.body ?? "")).toMatchObject({ id, type: "kyc.failed" });
});
