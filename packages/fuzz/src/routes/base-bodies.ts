import { eventDefinition } from "@countersign/wire";
import type { Random } from "../random.ts";
import { fuzzPassword } from "../world/browsers.ts";
import { examplePerson } from "../world/example-person.ts";
import { pdfFile, pngPicture } from "../world/files.ts";
import type { Known } from "../world/known.ts";
import type { Body, FormPart } from "./route.ts";

type Make = (random: Random, known: Known) => Body;

const json = (value: unknown): Body => ({ kind: "json", value });
const project = (random: Random, known: Known) => known.pick(random, "project");
const url = (random: Random, known: Known) => known.pick(random, "url");

/** Bodies of calls whose schema is not sufficient for a call to succeed. */
export const baseBodies: Readonly<Record<string, Make>> = {
  "POST /manage/v1/events": (random, known) =>
    json({
      projectId: project(random, known),
      type: "custom.fuzz",
      subject: random.pick(["customer-1", "customer-2"]),
      payload: { amount: random.below(1000), note: "fuzz", tags: ["a", "b"] },
    }),
  "POST /manage/v1/events/batch": (random, known) =>
    json({
      projectId: project(random, known),
      events: Array.from({ length: 1 + random.below(5) }, (_, index) => ({
        type: "custom.fuzz",
        payload: { amount: index, note: "fuzz", tags: [] },
      })),
    }),
  "POST /manage/v1/projects/{id}/event-types": (random) =>
    json({
      type: `custom.fuzz${random.below(5)}`,
      title: { ru: "Проба", en: "Fuzz" },
      schema: {
        type: "object",
        properties: {
          amount: { type: "integer", minimum: 0 },
          note: { type: "string", pattern: "^[a-z]+$" },
        },
        required: ["amount"],
      },
      example: { amount: 1, note: "fuzz" },
    }),
  "POST /manage/v1/webhooks": (random, known) =>
    json({
      projectId: project(random, known),
      name: "Fuzz",
      url: url(random, known),
      events: [random.pick(["custom.fuzz", "check.*", "kyc.*", "*"])],
      ...(random.chance(0.3) && { dialect: "standard", fifo: true }),
      ...(random.chance(0.2) && { body: '{"a": {{ data | json }}}' }),
      ...(random.chance(0.2) && { condition: "event == 'custom.fuzz'" }),
    }),
  "POST /manage/v1/intercept/{event}": (random, known) =>
    json({
      projectId: project(random, known),
      payload: eventDefinition("before_order_add").example,
      dryRun: random.chance(0.5),
    }),
  "POST /manage/v1/replays": (random, known) =>
    json({
      projectId: project(random, known),
      ...(random.chance(0.5)
        ? { eventId: known.pick(random, "evt") }
        : { deliveryId: [known.pick(random, "dlv"), known.pick(random, "dlv")] }),
    }),
  "PUT /manage/v1/projects/{id}/gateway": (random, known) =>
    json({
      operations: random.chance(0.5)
        ? {}
        : { "/user/new": { baseUrl: url(random, known), pathPattern: "/upstream", timeoutMs: 500 } },
    }),
  "POST /manage/v1/registry/sources": (random, known) =>
    json({
      name: "Fuzz",
      url: url(random, known),
      timeoutMs: 200,
      order: random.below(10),
      active: false,
    }),
  "PATCH /manage/v1/projects/{id}": (random) =>
    json({ payloadDays: 7 + random.below(30), logDays: 60, twoPersonApproval: random.chance(0.5) }),
  "PATCH /manage/v1/registry/sources/{id}": (random) => json({ name: "Other", order: random.below(10) }),
  "POST /manage/v1/reviews/{id}/decision": () =>
    json({ decision: "refused", reasons: ["document_unreadable"], comment: "fuzz" }),
  "POST /manage/v1/registry/people": () => ({
    kind: "bytes",
    type: "application/json",
    bytes: Buffer.from(JSON.stringify([examplePerson()])),
  }),
  "POST /manage/v1/registry/crossings": () => ({
    kind: "bytes",
    type: "application/x-ndjson",
    bytes: Buffer.from(
      `${JSON.stringify({ document: "AB12345678", reg_date: "2026-01-02", citizenship: "FRA", full_name: "BEECH BEA", birth_date: "1991-02-03" })}\n`,
    ),
  }),
  "POST /manage/v1/session": (random, known) =>
    json({ email: known.pick(random, "email") ?? "nobody@countersign.test", password: fuzzPassword }),
  "POST /manage/v1/links/accept": (random, known) =>
    json({ link: known.pick(random, "csl"), password: fuzzPassword }),
  "POST /v1/documents": documentBody,
  "POST /s/{id}/capture": () => ({ kind: "bytes", type: "image/png", bytes: pngPicture }),
};

function documentBody(random: Random, known: Known): Body {
  const bytes = Buffer.concat([pdfFile, Buffer.from(`%${random.below(2 ** 30)}`)]);
  const fields = {
    userId: known.pick(random, "userId") ?? "1",
    documentTypeId: random.pick(["9", "12", "17"]),
    name: "fuzz.pdf",
  };
  if (random.chance(0.3)) return json({ ...fields, fileContentBase64: bytes.toString("base64") });
  const parts: FormPart[] = Object.entries(fields).map(([name, value]) => ({ name, value }));
  parts.push({ name: "file", value: bytes, fileName: "fuzz.pdf", type: "application/pdf" });
  return { kind: "form", fields: parts };
}
