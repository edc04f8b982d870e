import { everySample, sampleRequest, sampleSecret } from "@countersign/receiver/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Capture } from "./capture.ts";
import { judge } from "./judge.ts";

const now = Date.UTC(2026, 4, 5, 10);
const options = { secrets: [sampleSecret], toleranceSeconds: 300, now };
const otherSecret = "whsec_b3RoZXItc2VjcmV0LW9mLXRoZS10ZXN0cy0xMjM0NTY=";

async function sample(type: Parameters<typeof sampleRequest>[0], more: object = {}): Promise<Capture> {
  const request = sampleRequest(type, { sentAt: new Date(now), ...more });
  return {
    headers: Object.fromEntries(request.headers),
    body: Buffer.from(await request.arrayBuffer()),
  };
}

test("every event in every format is genuine", async () => {
  for (const { type, format } of everySample())
    expect(await judge(await sample(type, { format }), options)).toMatchObject({ kind: "genuine", format });
});

test("an old signature is distinguished from a wrong one", async () => {
  const capture = await sample("kyc.completed");
  const later = { ...options, now: now + 400_000 };
  expect(await judge(capture, later)).toEqual({ kind: "age", ageSeconds: 400, toleranceSeconds: 300 });
  expect(await judge(capture, { ...later, secrets: [otherSecret] })).toMatchObject({
    kind: "unknown-signature",
  });
  expect(await judge(capture, { ...options, now: now - 400_000 })).toMatchObject({ ageSeconds: -400 });
  expect(await judge(capture, { ...later, toleranceSeconds: 500 })).toMatchObject({ kind: "genuine" });
});

test("a missing or mangled header is named", async () => {
  const { headers, body } = await sample("kyc.failed");
  const { "webhook-id": _, ...rest } = headers;
  expect(await judge({ headers: rest, body }, options)).toEqual({
    kind: "missing-header",
    header: "webhook-id",
  });
  const mangled = { ...headers, "webhook-timestamp": "yesterday" };
  expect(await judge({ headers: mangled, body }, options)).toEqual({
    kind: "malformed-header",
    header: "webhook-timestamp",
  });
});

test.each<[string, (text: string) => string]>([
  ["re-serialised", (text) => JSON.stringify(JSON.parse(text), null, 2)],
  ["re-serialised", (text) => JSON.stringify(JSON.parse(text)).replaceAll(",", ", ")],
  ["a line end was added", (text) => `${text}\n`],
  ["white space", (text) => ` ${text} `],
  ["byte order mark", (text) => `\ufeff${text}`],
])("the kind of change of a body is reported: %s", async (how, change) => {
  const { headers, body } = await sample("document.update");
  const changed = Buffer.from(change(body.toString()));
  expect(await judge({ headers, body: changed }, options)).toEqual({
    kind: "rewritten",
    how: expect.stringContaining(how),
  });
});

test("no other change of the body is taken for genuine or for a rewriting", async () => {
  const { headers, body } = await sample("kyc.completed");
  await fc.assert(
    fc.asyncProperty(fc.nat(body.length - 1), fc.integer({ min: 0x21, max: 0x7e }), async (at, byte) => {
      fc.pre(body[at] !== byte);
      const changed = Buffer.from(body);
      changed[at] = byte;
      const finding = await judge({ headers, body: changed }, options);
      expect(finding.kind).toBe("unknown-signature");
    }),
    { numRuns: 40 },
  );
});
