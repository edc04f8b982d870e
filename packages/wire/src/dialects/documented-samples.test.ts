import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { CatalogEvent, EventType } from "../catalog/index.ts";
import { isObject } from "../json.ts";
import { type Dialect, type DialectName, dialect, signer } from "./index.ts";

/**
 * Every sample of Love&Pay's and Treezor's documentation, as it is there (comments and a trailing
 * comma taken out), and the event of which each is the message. The list stands here by hand: a
 * sample that goes missing fails.
 */
const samples = [
  "love-and-pay-kyc-completed",
  "love-and-pay-kyc-failed",
  "treezor-document-cancel",
  "treezor-document-create",
  "treezor-document-update",
  "treezor-kycliveness-create",
  "treezor-kycliveness-update",
  "treezor-kycreview-request",
  "treezor-kycreview-result",
  "treezor-qes-aborted",
  "treezor-qes-created",
  "treezor-qes-finalized-canceled",
  "treezor-qes-finalized-success-data-changed",
  "treezor-qes-processing",
  "treezor-user-kycrequest",
  "treezor-user-kycreview",
  "treezor-video-conference-aborted",
  "treezor-video-conference-created",
  "treezor-video-conference-finalized-canceled",
  "treezor-video-conference-finalized-success-data-changed",
  "treezor-video-conference-processing",
] as const;

interface Sample {
  event: CatalogEvent;
  id?: string;
  subject?: string;
  occurredAt: number;
  body: Record<string, unknown>;
}

const folder = new URL("./vectors/", import.meta.url);
const secrets = [`whsec_${Buffer.alloc(32, 1).toString("base64")}`];

function read(name: string): Sample {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8"));
}

function encode(name: string, { event, id = "evt_01", subject, occurredAt }: Sample): string {
  const format: Dialect = dialect(dialectOf(name));
  const outgoing = { ...event, id, occurredAt, ...(subject === undefined ? {} : { subject }) };
  if (format.bodyDependsOn === "event") return format.encode(outgoing).body;
  return format.encode(outgoing, { webhookId: "whk_01", secrets }).body;
}

function dialectOf(name: string): DialectName {
  return name.startsWith("treezor-") ? "treezor" : "love-and-pay";
}

/** The members of a body, nested ones included, as lines of path and type in their order. */
function outline(value: unknown, path = ""): string[] {
  const own = `${path}: ${value === null ? "null" : Array.isArray(value) ? "array" : typeof value}`;
  if (typeof value !== "object" || value === null) return [own];
  return [own, ...Object.entries(value).flatMap(([key, inner]) => outline(inner, `${path}/${key}`))];
}

test("no sample is missing and none is unlisted", () => {
  const files = readdirSync(folder).filter((name) => /^(love-and-pay|treezor)-/.test(name));
  expect(files.sort()).toEqual(samples.map((name) => `${name}.json`).sort());
});

test("every type of both families has a sample", () => {
  const types = new Set<EventType>(samples.map((name) => read(name).event.type));
  expect(types.size).toBe(2 + 17);
});

describe.each(samples)("%s", (name) => {
  const sample = read(name);
  const body = JSON.parse(encode(name, sample));

  test("is written with the sample's keys, in its order, with its types of values", () => {
    const kept = outline(body).filter((line) => outline(sample.body).includes(line));
    expect(kept).toEqual(outline(sample.body));
    const more = Object.keys(body).slice(Object.keys(sample.body).length);
    const lacking = ["webhook_id", "object_payload_signature", "webhook_created_at"];
    expect(lacking).toEqual(expect.arrayContaining(more));
  });

  test("has the sample's payload to the letter", () => {
    const written = JSON.stringify(body);
    expect(written).toContain(JSON.stringify(sample.event.payload));
    if (dialectOf(name) === "love-and-pay") expect(body).toEqual(sample.body);
  });

  test("has the sample's time, in its unit", () => {
    const time = ({ webhook, ...root }: Record<string, unknown>): unknown =>
      root.webhook_created_at ?? (isObject(webhook) ? webhook.webhook_created_at : undefined);
    const shown = time(sample.body);
    if (typeof shown === "number") expect(Math.abs(Number(time(body)) - shown)).toBeLessThan(10);
  });

  test("is read as the event", () => {
    const format = dialect(dialectOf(name));
    const by = signer(secrets);
    const text = encode(name, sample);
    const attempt = { id: "evt_01", timestamp: 1_767_268_800, body: text, number: 1, resend: false };
    const decoded = format.decode(Buffer.from(text), format.sign(attempt, by), by, 1_767_268_800_000);
    expect(decoded).toMatchObject({ ok: true, event: sample.event });
  });
});
