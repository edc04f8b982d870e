import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  type CatalogEvent,
  type Dialect,
  dialect,
  eventDefinition,
  sessionHash,
  signer,
} from "@countersign/wire";

/** One case for a snippet: a line of tab-separated fields, and whether the signature holds. */
export interface Case {
  name: string;
  line: string;
  holds: boolean;
}

interface Vector {
  event: CatalogEvent;
  id?: string;
  subject?: string;
  occurredAt?: number;
}

const vectors = path.resolve(import.meta.dirname, "../../packages/wire/src/dialects/vectors");
const secret = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
const other = `whsec_${Buffer.alloc(32, 2).toString("base64")}`;
const now = 1_767_268_800;

/**
 * Every golden vector, encoded and signed by the service's own code: as it was sent, and forged in
 * each way.
 */
export function cases(): Case[] {
  return readdirSync(vectors)
    .toSorted()
    .flatMap((file) => casesOf(file, JSON.parse(readFileSync(path.join(vectors, file), "utf8")) as Vector));
}

function casesOf(file: string, { event, id = "evt_01", subject, occurredAt = now * 1000 }: Vector): Case[] {
  const format: Dialect = dialect(eventDefinition(event.type).dialect);
  const outgoing = { ...event, id, occurredAt, ...(subject === undefined ? {} : { subject }) };
  const { body } =
    format.bodyDependsOn === "event"
      ? format.encode(outgoing)
      : format.encode(outgoing, { webhookId: "whk_01", secrets: [secret] });
  const headers = format.sign({ id, timestamp: now, body, number: 1, resend: false }, signer([secret]));
  const signature = headers["webhook-signature"] ?? "";
  const standard = (what: string, holds: boolean, fields: Partial<Standard>) =>
    caseOf(`${file} standard ${what}`, holds, "standard", {
      secret,
      a: id,
      b: String(now),
      c: signature,
      now,
      body,
      ...fields,
    });
  return [
    standard("as sent", true, {}),
    standard("with the new secret next to the old one", true, { secret: `${other} ${secret}` }),
    standard("with two signatures during a rotation", true, { c: `v1,AAAA ${signature}` }),
    standard("at the end of the tolerance", true, { now: now + 300 }),
    standard("with another body", false, { body: `${body} ` }),
    standard("with another id", false, { a: "evt_02" }),
    standard("with another secret", false, { secret: other }),
    standard("six minutes late", false, { now: now + 360 }),
    standard("six minutes early", false, { now: now - 360 }),
    standard("with a timestamp that is not a number", false, { b: "soon" }),
    ...ownCases(file, body, headers),
  ];
}

interface Standard {
  secret: string;
  a: string;
  b: string;
  c: string;
  now: number;
  body: string;
}

function caseOf(name: string, holds: boolean, format: string, fields: Partial<Standard>): Case {
  const { secret: key = "", a = "", b = "", c = "", now: time = "", body = "" } = fields;
  const encoded = Buffer.from(body).toString("base64");
  return { name, holds, line: [format, key, a, b, c, time, encoded].join("\t") };
}

/** Cases for the format's own signature. */
function ownCases(file: string, body: string, headers: Record<string, string>): Case[] {
  if (file.startsWith("love-and-pay")) {
    const a = headers["x-webhook-signature"] ?? "";
    return [
      caseOf(`${file} own as sent`, true, "love-and-pay", { secret, a, body }),
      caseOf(`${file} own with another body`, false, "love-and-pay", { secret, a, body: `${body} ` }),
      caseOf(`${file} own with another secret`, false, "love-and-pay", { secret: other, a, body }),
    ];
  }
  if (file.startsWith("treezor")) {
    const changed = body.replace(/("object_payload":\{"[^"]+)/, "$1x");
    return [
      caseOf(`${file} own as sent`, true, "treezor", { secret, body }),
      caseOf(`${file} own with another payload`, false, "treezor", { secret, body: changed }),
      caseOf(`${file} own with another secret`, false, "treezor", { secret: other, body }),
    ];
  }
  if (!file.startsWith("able-id")) return [];
  const b = "RFJkzaealP6XF0CspiAoq";
  const c = sessionHash("project", "csk_secret", b);
  const ofProject = { secret: "csk_secret", a: "project", b, c };
  return [
    caseOf(`${file} own as sent`, true, "able-id", ofProject),
    caseOf(`${file} own of another session`, false, "able-id", { ...ofProject, b: "another" }),
  ];
}
