import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { allow, createHookResponder, createReceiver, type Endpoint } from "@countersign/receiver";
import { sameBytes } from "@countersign/receiver/internal/same-bytes";
import {
  type everySample,
  formatsOf,
  type SampleMessage,
  sampleHookCall,
  sampleMessage,
  sampleSecret,
  sampleTypes,
} from "@countersign/receiver/testing";
import type { Random } from "../../random.ts";
import type { Subject } from "./measure.ts";

type Format = ReturnType<typeof everySample>[number]["format"];

const formats: readonly Format[] = ["able-id", "love-and-pay", "treezor", "rarus", "standard"];
const macBytes = 32;
/** One comparison takes less than the clock can tell. */
const comparisons = 200;

/**
 * Wrong MACs, by where they differ from the right one, which `makeRight` makes anew for each: so
 * what is given looks alike in every class, and only how it relates to the right one differs.
 * Otherwise the processor learns what classes share, and decodes a random text more slowly. All
 * are copies, since an array whose buffer was handed to other code is read more slowly as well.
 */
export function byDifference<Input>(
  random: Random,
  makeRight: () => Uint8Array,
  toInput: (right: Uint8Array, wrong: Uint8Array) => Input,
): Record<string, () => Input> {
  const other = (byte = 0) => byte ^ (1 + random.below(255));
  const changed = (change: (mac: Uint8Array, noise: Uint8Array) => void) => () => {
    const right = makeRight();
    // By all of them: what is allocated between decides how far apart the inputs lie in memory.
    const noise = randomBytes(right.length);
    const mac = new Uint8Array(right);
    change(mac, noise);
    return toInput(new Uint8Array(right), new Uint8Array(mac));
  };
  return {
    "wrong in the first byte": changed((mac) => mac.fill(other(mac[0]), 0, 1)),
    "wrong in the last byte": changed((mac) => mac.fill(other(mac.at(-1)), -1)),
    random: changed((mac, noise) => {
      const first = other(mac[0]);
      mac.set(noise);
      mac.fill(first, 0, 1);
    }),
  };
}

/** A MAC, and a wrong one. */
export interface Pair {
  right: Uint8Array;
  wrong: Uint8Array;
}

/** A comparison alone: nothing around it hides a difference. */
export function comparisonSubject(
  name: string,
  compare: (one: Uint8Array, other: Uint8Array) => boolean,
  random: Random,
): Subject<Pair> {
  return {
    name,
    classes: byDifference(
      random,
      () => randomBytes(macBytes),
      (right, wrong) => ({ right, wrong }),
    ),
    run({ right, wrong }) {
      let same = 0;
      for (let nth = 0; nth < comparisons; nth++) if (compare(right, wrong)) same++;
      if (same > 0) throw new Error("a wrong MAC was taken for the right one");
    },
  };
}

/** The receiver's own comparison. */
export function ownComparison(random: Random): Subject<Pair> {
  return comparisonSubject("the comparison alone", sameBytes, random);
}

/**
 * The whole receiver, by each format that a sender may use, and the responder to hooks: from the
 * request to the 401.
 */
export async function endpointSubjects(random: Random): Promise<Subject<Record<string, string>>[]> {
  const now = Date.now();
  const sentAt = new Date(now);
  const settings = { secrets: [sampleSecret], now: () => now };
  const receiver = createReceiver({ ...settings, otherwise: () => undefined });
  const responder = createHookResponder({ ...settings, on: { before_order_add: () => allow() } });
  const messages = formats.map((format) => {
    const type = sampleTypes.find((each) => formatsOf(each)[0] === format) ?? "kyc.completed";
    return {
      name: `the receiver, ${format}`,
      endpoint: receiver,
      message: sampleMessage(type, { format, sentAt }),
    };
  });
  const call = sampleHookCall("before_order_add", { sentAt });
  const hook = { headers: Object.fromEntries(call.headers), body: await call.text() };
  return [...messages, { name: "the responder to hooks", endpoint: responder, message: hook }].map((each) =>
    endpointSubject(each.name, each.endpoint, each.message, random),
  );
}

function endpointSubject(
  name: string,
  endpoint: Endpoint,
  { headers, body }: SampleMessage,
  random: Random,
): Subject<Record<string, string>> {
  const bytes = new TextEncoder().encode(body);
  const secret = Buffer.from(sampleSecret.slice("whsec_".length), "base64");
  const timestamp = headers["webhook-timestamp"];
  const macFor = (id: string) => createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest();
  const signatureOf = (mac: Uint8Array) => `v1,${Buffer.from(mac).toString("base64")}`;
  // The sample's own signature: otherwise all classes would be wrong everywhere.
  if (headers["webhook-signature"] !== signatureOf(macFor(headers["webhook-id"] ?? "")))
    throw new Error(`${name}: this is not how it is signed`);
  let id = "";
  const makeRight = () => {
    id = `evt_${randomUUID()}`;
    return macFor(id);
  };
  return {
    name,
    classes: byDifference(random, makeRight, (_, wrong) => ({
      ...headers,
      "webhook-id": id,
      "webhook-signature": signatureOf(wrong),
    })),
    async run(given) {
      const readBody = async () => ({ kind: "read" as const, bytes });
      const { status } = await endpoint.respond({ method: "POST", headers: given, readBody });
      if (status !== 401) throw new Error(`${name}: a wrong signature got ${status}`);
    },
  };
}
