import { type SampleMessage, sampleSecret } from "@countersign/receiver/testing";
import { dialect, signer } from "@countersign/wire";
import type { Random } from "../random.ts";

/** A request, and whether everything that a signature covers was signed with the secret. */
export interface MutatedRequest {
  method: string;
  headers: Record<string, string>;
  body: Uint8Array;
  genuine: boolean;
}

const by = signer([sampleSecret]);
const awkward = [
  "",
  " ",
  "0",
  "-1",
  "1e400",
  "9".repeat(40),
  "\u0000",
  "\ud800",
  "v1,",
  ",",
  "💥",
  "__proto__",
  "null",
];
const json = [
  "{}",
  "[]",
  "null",
  "1",
  '""',
  "[[[[[[",
  `${"[".repeat(5000)}`,
  '{"__proto__":{"type":"x"}}',
  '{"type":{}}',
];

/**
 * The message with changes of one kind: of its bytes or headers after it was signed, or of its
 * content before.
 */
export function mutate(
  random: Random,
  sample: SampleMessage,
  others: readonly SampleMessage[],
): MutatedRequest {
  const request = {
    method: "POST",
    headers: { ...sample.headers },
    body: bytesOf(sample.body),
    genuine: true,
  };
  switch (random.below(6)) {
    case 0:
      return { ...request, body: changedBytes(random, request.body), genuine: false };
    case 1:
      return { ...request, body: bytesOf(random.pick(json)), genuine: false };
    case 2:
      return withChangedHeader(random, request, random.pick(others));
    case 3:
      return signedAnew(request, changedText(random, sample.body));
    case 4:
      return signedAnew(request, random.pick(json));
    default:
      return request;
  }
}

/** Changes one header. Those that a signature covers make the request a forgery, if they differ. */
function withChangedHeader(random: Random, request: MutatedRequest, other: SampleMessage): MutatedRequest {
  const { headers } = request;
  const name = random.pick([...Object.keys(headers), "countersign-test", "countersign-dry-run"]);
  const before = headers[name] ?? "";
  const position = random.below(before.length + 1);
  const value = random.pick([
    () => random.pick(awkward),
    () => before.slice(0, position) + random.pick(awkward) + before.slice(position + 1),
    () => other.headers[name] ?? "",
    () => `${before} ${before}`,
    () => Array(random.below(40)).fill("v1,AAAA").join(" "),
  ])();
  const covered = name.startsWith("webhook-");
  // A list that contains the right signature is genuine, whatever else is in it.
  const stillSigned =
    name === "webhook-signature" ? value.split(" ").includes(before) : value === before || !covered;
  return { ...request, headers: { ...headers, [name]: value }, genuine: stillSigned };
}

/** The same attempt with other content, signed with the secret: genuine, however odd. */
function signedAnew(request: MutatedRequest, text: string): MutatedRequest {
  const { headers } = request;
  const attempt = {
    id: headers["webhook-id"] ?? "",
    timestamp: Number(headers["webhook-timestamp"]),
    body: text,
    number: 1,
    resend: false,
  };
  const signed = dialect("standard").sign(attempt, by);
  return { ...request, headers: { ...headers, ...signed }, body: bytesOf(text), genuine: true };
}

/** The bytes with some changed, inserted or cut off; never the same. */
function changedBytes(random: Random, bytes: Uint8Array): Uint8Array {
  const at = random.below(bytes.length);
  if (random.below(3) === 0) return bytes.slice(0, at);
  const changed = new Uint8Array(bytes);
  changed[at] = (changed[at] ?? 0) ^ (1 + random.below(255));
  return changed;
}

/** The text with one of its JSON values, names or characters replaced. */
function changedText(random: Random, text: string): string {
  const tokens = [...text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d+|true|false|null|[{}[\],:]/g)];
  const token = random.pick(tokens);
  const to = random.pick([
    ...json,
    ...awkward.map((each) => JSON.stringify(each)),
    "",
    "{",
    "]",
    '"kyc.completed"',
  ]);
  return text.slice(0, token.index) + to + text.slice(token.index + token[0].length);
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
