import { dialect, signer } from "@countersign/wire";
import { expect, expectTypeOf, onTestFinished, test, vi } from "vitest";
import type { AnyReceivedEvent, ReceivedEvent } from "./event.ts";
import { newest } from "./handlers.ts";
import { memoryInbox } from "./inbox/memory.ts";
import type { Outcome } from "./outcome.ts";
import { createReceiver, type ReceiverOptions } from "./receiver.ts";
import { reject, retry } from "./result.ts";
import { everySample, sampleMessage, sampleRequest, sampleSecret } from "./samples/index.ts";

const secrets = [sampleSecret];
const secretOf = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString("base64")}`;

/** A receiver that keeps what it handled and what became of each request. */
function receiverForTest<Tx = undefined>(options: Partial<ReceiverOptions<Tx>> = {}) {
  const handled: AnyReceivedEvent[] = [];
  const outcomes: Outcome[] = [];
  const receiver = createReceiver<Tx>({
    secrets,
    otherwise: (event) => void handled.push(event),
    onOutcome: (outcome) => void outcomes.push(outcome),
    ...options,
  });
  const take = async (request: Request) => {
    const response = await receiver.fetch(request);
    return { status: response.status, body: await response.json(), headers: response.headers };
  };
  return { take, handled, outcomes, kinds: () => outcomes.map(({ kind }) => kind) };
}

test.each(everySample())(
  "reads $type in the format $format as the sender's own decoder does",
  async (one) => {
    const { take, handled } = receiverForTest();
    const options = { format: one.format, sequence: 7, attempt: 3, resend: true, id: "evt_1" };
    expect(await take(sampleRequest(one.type, options))).toMatchObject({
      status: 200,
      body: { received: true },
    });
    const { headers, body } = sampleMessage(one.type, options);
    const decoded = dialect(one.format).decode(Buffer.from(body), headers, signer(secrets), Date.now());
    if (!decoded.ok) throw new Error("the sender's decoder does not read it");
    const { type, payload, id, attempt, sequence, resend } = decoded.event;
    expect(handled).toEqual([
      expect.objectContaining({
        type,
        payload,
        id,
        attempt,
        sequence,
        resend,
        format: one.format,
        test: false,
      }),
    ]);
  },
);

test.each([
  ["kyc.completed", "love-and-pay", "kyc_abc123def456"],
  ["kyc.completed", "standard", "kyc_abc123def456"],
  ["check.person", "able-id", "RFJkzaealP6XF0CspiAoq"],
  ["user.kycreview", "treezor", "6461762"],
  ["kycliveness.update", "treezor", "sample-subject"],
  ["kycliveness.update", "standard", null],
  ["after_registration", "rarus", "usr-1024"],
  ["before_order_add", "rarus", null],
] as const)("knows whom %s in the format %s is about", async (type, format, subject) => {
  const { take, handled } = receiverForTest();
  await take(sampleRequest(type, { format }));
  expect(handled).toMatchObject([{ subject }]);
});

test("says when something happened and when it was sent", async () => {
  const { take, handled } = receiverForTest();
  const occurredAt = new Date("2026-01-01T12:00:00Z");
  for (const format of ["love-and-pay", "standard", "rarus"] as const)
    await take(sampleRequest("kyc.failed", { format, occurredAt }));
  await take(sampleRequest("qes.created", { occurredAt }));
  await take(sampleRequest("check.photo", { occurredAt }));
  expect(handled.map((event) => event.occurredAt)).toEqual([...Array(4).fill(occurredAt), null]);
  for (const { sentAt } of handled) expect(Math.abs(Date.now() - sentAt.getTime())).toBeLessThan(60_000);
});

test("takes any of several secrets, whichever side has rotated already", async () => {
  const both = receiverForTest({ secrets: [secretOf(1), secretOf(2)] });
  for (const sent of [[secretOf(1)], [secretOf(2)], [secretOf(3), secretOf(2)]])
    expect(await both.take(sampleRequest("kyc.completed", { secrets: sent }))).toMatchObject({ status: 200 });
  const one = receiverForTest({ secrets: [secretOf(2)] });
  const rotating = sampleRequest("kyc.completed", { secrets: [secretOf(1), secretOf(2)] });
  expect(await one.take(rotating)).toMatchObject({ status: 200 });
  expect(await both.take(sampleRequest("kyc.completed", { secrets: [secretOf(3)] }))).toMatchObject({
    status: 401,
    body: { error: { code: "wrong-signature" } },
  });
  expect([both.handled.length, one.handled.length]).toEqual([3, 1]);
});

test("refuses what was signed more than five minutes ago, or ahead", async () => {
  const now = Date.UTC(2026, 0, 1);
  const { take, kinds } = receiverForTest({ now: () => now });
  const sent = (seconds: number) =>
    take(sampleRequest("kyc.completed", { sentAt: new Date(now + seconds * 1000) }));
  expect([(await sent(-300)).status, (await sent(300)).status]).toEqual([200, 200]);
  expect(await sent(-301)).toMatchObject({ status: 401, body: { error: { code: "timestamp-too-old" } } });
  expect(await sent(301)).toMatchObject({ status: 401, body: { error: { code: "timestamp-too-new" } } });
  expect(kinds()).toEqual(["handled", "handled", "forged", "forged"]);
  const strict = receiverForTest({ now: () => now, toleranceSeconds: 10 });
  const old = sampleRequest("kyc.completed", { sentAt: new Date(now - 11_000) });
  expect(await strict.take(old)).toMatchObject({ status: 401 });
});

test("refuses a changed body, header or signature, and headers that are missing or malformed", async () => {
  const { take, handled } = receiverForTest();
  const { headers, body } = sampleMessage("kyc.completed");
  const post = (more: Record<string, string | undefined>, text = body) => {
    const all = Object.entries({ ...headers, ...more }).filter(([, value]) => value !== undefined);
    const init = { method: "POST", headers: Object.fromEntries(all) as Record<string, string>, body: text };
    return take(new Request("http://localhost/", init));
  };
  const codeOf = async (...given: Parameters<typeof post>) => (await post(...given)).body.error?.code;
  expect(await codeOf({}, body.replace("****5678", "****5679"))).toBe("wrong-signature");
  expect(await codeOf({}, JSON.stringify(JSON.parse(body), null, 1))).toBe("wrong-signature");
  expect(await codeOf({ "webhook-id": "evt_2" })).toBe("wrong-signature");
  for (const name of ["webhook-id", "webhook-timestamp", "webhook-signature"])
    expect(await post({ [name]: undefined })).toMatchObject({
      status: 401,
      body: { error: { code: "missing-header", message: `The header ${name} is missing.` } },
    });
  const now = headers["webhook-timestamp"];
  for (const time of [`0${now}`, `${now}.0`, `+${now}`, "1e9", "", "x"])
    expect(await codeOf({ "webhook-timestamp": time })).toMatch(/malformed|missing|wrong-signature/);
  for (const signature of [
    "v1,",
    "v1,AAAA",
    "v1,!",
    "v2,x",
    "none",
    `v1a${headers["webhook-signature"]?.slice(2)}`,
  ])
    expect(await codeOf({ "webhook-signature": signature })).toBe("wrong-signature");
  // Other ways to write the same bytes: without padding, and with bits that base64 ignores.
  const right = headers["webhook-signature"] ?? "";
  const last = right.at(-2) ?? "";
  const next = String.fromCharCode(last.charCodeAt(0) + 1);
  for (const same of [right.slice(0, -1), `${right.slice(0, -2)}${next}=`])
    expect(await codeOf({ "webhook-signature": same })).toBe("wrong-signature");
  expect(await codeOf({ "webhook-signature": Array(11).fill("v1,AAAA").join(" ") })).toBe("malformed-header");
  expect(handled).toEqual([]);
});

test("computes one signature for each secret, wherever and however many given ones are wrong", async () => {
  const sign = vi.spyOn(crypto.subtle, "sign");
  const verify = vi.spyOn(crypto.subtle, "verify");
  onTestFinished(() => void vi.restoreAllMocks());
  const receiver = createReceiver({ secrets: [secretOf(1), sampleSecret] });
  const { headers, body } = sampleMessage("kyc.completed");
  const right = Buffer.from(headers["webhook-signature"]?.slice(3) ?? "", "base64");
  const wrongAt = (at: number) => {
    const mac = Buffer.from(right);
    mac[at] = (mac[at] ?? 0) ^ 1;
    return `v1,${mac.toString("base64")}`;
  };
  const given = [wrongAt(0), wrongAt(31), Array.from({ length: 10 }, (_, at) => wrongAt(at)).join(" ")];
  for (const signature of [...given, `${wrongAt(0)} ${headers["webhook-signature"]}`]) {
    sign.mockClear();
    const init = { method: "POST", headers: { ...headers, "webhook-signature": signature }, body };
    const { status } = await receiver.fetch(new Request("http://localhost/", init));
    expect([status, sign.mock.calls.length]).toEqual([given.includes(signature) ? 401 : 200, 2]);
  }
  // The runtime's comparison may return early.
  expect(verify).not.toHaveBeenCalled();
});

test("the handler's result decides the status", async () => {
  const results: Record<string, () => unknown> = {
    nothing: () => undefined,
    anything: async () => ({ affectedRows: 1 }),
    retry: () => retry("the bank is closed"),
    later: () => retry("the bank is closed", { afterSeconds: 12.2 }),
    reject: async () => reject("no such customer"),
    throws: () => {
      throw new Error("a secret of the handler");
    },
  };
  for (const inbox of [undefined, memoryInbox()]) {
    const statuses: unknown[] = [];
    for (const [name, result] of Object.entries(results)) {
      const options = { on: { "kyc.failed": result }, ...(inbox && { inbox }) };
      const { take } = receiverForTest(options);
      const { status, headers, body } = await take(sampleRequest("kyc.failed"));
      expect(JSON.stringify(body)).not.toContain("secret");
      statuses.push([name, status, headers.get("retry-after")]);
    }
    expect(statuses).toEqual([
      ["nothing", 200, null],
      ["anything", 200, null],
      ["retry", 503, null],
      ["later", 503, "13"],
      ["reject", 410, null],
      ["throws", 500, null],
    ]);
  }
});

test("a message has its effect once; a failed attempt leaves no trace of itself", async () => {
  const inbox = memoryInbox();
  const results: unknown[] = [new Error("crash"), retry("later"), reject("never"), undefined];
  const { take, kinds } = receiverForTest({
    inbox,
    on: {
      "kyc.completed": () => {
        const result = results.shift();
        if (result instanceof Error) throw result;
        return result;
      },
    },
  });
  for (let attempt = 1; attempt <= 6; attempt++)
    await take(sampleRequest("kyc.completed", { id: "evt_1", attempt }));
  expect(kinds()).toEqual(["failed", "retry", "rejected", "handled", "duplicate", "duplicate"]);
});

test("of states, the newest counts", async () => {
  const states: string[] = [];
  const note = (event: { type: string; sequence: number | null }) =>
    void states.push(`${event.type} ${event.sequence}`);
  const { take, kinds } = receiverForTest({
    inbox: memoryInbox(),
    on: {
      "document.create": newest("document", note),
      "document.update": newest("document", note),
      "document.cancel": newest("document", note),
      "user.kycreview": newest("user", note),
    },
  });
  await take(sampleRequest("document.update", { sequence: 2 }));
  await take(sampleRequest("document.create", { sequence: 1 }));
  await take(sampleRequest("document.cancel", { sequence: 3 }));
  await take(sampleRequest("document.update", { sequence: 2, id: "evt_resent" }));
  await take(sampleRequest("user.kycreview", { sequence: 1 }));
  await take(sampleRequest("user.kycreview", { sequence: null }));
  expect(states).toEqual([
    "document.update 2",
    "document.cancel 3",
    "user.kycreview 1",
    "user.kycreview null",
  ]);
  expect(kinds()).toEqual(["handled", "superseded", "handled", "superseded", "handled", "handled"]);
});

test("a failed attempt does not count as the newest state", async () => {
  let fail = true;
  const { take, kinds } = receiverForTest({
    inbox: memoryInbox(),
    on: {
      "document.update": newest("document", () => {
        if (fail) throw new Error("crash");
      }),
    },
  });
  await take(sampleRequest("document.update", { sequence: 2, id: "evt_2" }));
  fail = false;
  await take(sampleRequest("document.update", { sequence: 1, id: "evt_1" }));
  await take(sampleRequest("document.update", { sequence: 2, id: "evt_2" }));
  expect(kinds()).toEqual(["failed", "handled", "handled"]);
});

test("newest needs an inbox, and says so", async () => {
  const { take, outcomes } = receiverForTest({ on: { "document.update": newest("document", () => {}) } });
  expect(await take(sampleRequest("document.update"))).toMatchObject({ status: 500 });
  expect(outcomes).toMatchObject([{ kind: "failed", error: { message: /needs an inbox/ } }]);
});

test("a test call is verified and not handled, as its data is invented", async () => {
  const { take, handled, kinds } = receiverForTest();
  expect(await take(sampleRequest("kyc.completed", { test: true }))).toMatchObject({
    status: 200,
    body: { received: true, test: true },
  });
  const other = receiverForTest({ handleTestCalls: true });
  await other.take(sampleRequest("kyc.completed", { test: true }));
  expect([handled.length, kinds(), other.handled]).toMatchObject([0, ["test"], [{ test: true }]]);
});

test("acknowledges events that it has no handler for", async () => {
  const { take, kinds } = receiverForTest({ otherwise: undefined as never, on: { "kyc.failed": () => {} } });
  expect(await take(sampleRequest("kyc.completed"))).toMatchObject({
    status: 200,
    body: { unhandled: true },
  });
  expect(kinds()).toEqual(["unhandled"]);
});

async function signed(text: string): Promise<Request> {
  const attempt = {
    id: "evt_1",
    timestamp: Math.floor(Date.now() / 1000),
    body: text,
    number: 1,
    resend: false,
  };
  const headers = dialect("standard").sign(attempt, signer(secrets));
  return new Request("http://localhost/", { method: "POST", headers, body: text });
}

test("reads custom events, and what a newer sender added", async () => {
  const { take, handled } = receiverForTest();
  const timestamp = "2026-01-01T00:00:00.000Z";
  await take(await signed(JSON.stringify({ type: "custom.order.shipped", timestamp, data: { box: 1 } })));
  await take(
    await signed(
      JSON.stringify({ type: "session.expired", timestamp, later: 1, data: { attemptId: "a", later: 2 } }),
    ),
  );
  expect(handled).toMatchObject([
    { type: "custom.order.shipped", payload: { box: 1 } },
    { type: "session.expired", subject: "a", payload: { attemptId: "a", later: 2 } },
  ]);
});

test.each([
  ["", "not-json"],
  ["{", "not-json"],
  ["[]", "unknown-format"],
  ["null", "unknown-format"],
  ['{"hello":1}', "unknown-format"],
  ['{"type":"kyc.completed","timestamp":"2026-01-01T00:00:00Z","data":[]}', "unknown-format"],
  ['{"statusCode":200,"data":{"data":{"shoe":44}}}', "unknown-format"],
  ['{"webhook":"qes.created","object_payload":7}', "unknown-format"],
  ['{"type":"kyc.abandoned","timestamp":"2026-01-01T00:00:00Z","data":{}}', "unknown-type"],
  ['{"event":"toString","data":{}}', "unknown-type"],
])("a genuine body that it can't read is refused as such: %s", async (text, code) => {
  const { take, handled, kinds } = receiverForTest();
  expect(await take(await signed(text))).toMatchObject({ status: 422, body: { error: { code } } });
  expect([handled, kinds()]).toEqual([[], ["unreadable"]]);
});

test("refuses other methods and large bodies, and survives connections that break off", async () => {
  const { take, kinds } = receiverForTest({ maxBodyBytes: 1000 });
  const get = await take(new Request("http://localhost/"));
  expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
  expect(await take(sampleRequest("check.person"))).toMatchObject({ status: 413 });
  const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("reset")) });
  const init = { method: "POST", body: broken, duplex: "half" };
  expect(await take(new Request("http://localhost/", init as RequestInit))).toMatchObject({ status: 400 });
  const used = sampleRequest("kyc.failed");
  await used.text();
  expect(await take(used)).toMatchObject({ status: 500, body: { error: { code: "body-lost" } } });
  expect(kinds()).toEqual(["wrong-method", "too-large", "body-unreadable", "body-lost"]);
});

test("a log that throws or rejects changes nothing", async () => {
  for (const onOutcome of [() => fail(), async () => fail()]) {
    const receiver = createReceiver({ secrets, onOutcome });
    expect((await receiver.fetch(sampleRequest("kyc.failed"))).status).toBe(200);
  }
  function fail(): never {
    throw new Error("disk full");
  }
});

test.each([[[]], [["secret"]], [["whsec_"]], [["whsec_ä"]], [[sampleSecret, "whsec_!"]]])(
  "a configuration with the secrets %j is an error at the start, which does not show them",
  (wrong) => {
    expect(() => createReceiver({ secrets: wrong })).toThrow(/secrets/);
    expect(() => createReceiver({ secrets: wrong })).not.toThrow(/whsec_(ä|!)/);
  },
);

test("a switch over the event's type can be exhaustive", () => {
  createReceiver({
    secrets,
    on: {
      "kyc.completed": ({ payload }) => expectTypeOf(payload.session.verifiedData.firstName).toBeString(),
      "custom.order.shipped": ({ payload }) => expectTypeOf(payload).toBeObject(),
    },
  });
  type Kyc = ReceivedEvent<"kyc.completed" | "kyc.failed">;
  const wordFor = (event: Kyc): string => {
    switch (event.type) {
      case "kyc.completed":
        return event.payload.session.verifiedData.lastName;
      case "kyc.failed":
        return event.payload.session.failureReason;
    }
  };
  expectTypeOf(wordFor).returns.toBeString();
});
