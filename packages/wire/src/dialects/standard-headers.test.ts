import { describe, expect, test } from "vitest";
import { headerValue } from "./header-source.ts";
import { signer } from "./signer.ts";
import { standardHeaders, verifyStandardHeaders } from "./standard-headers.ts";

const now = Date.UTC(2026, 0, 1, 12);
const by = signer([`whsec_${Buffer.alloc(32, 1).toString("base64")}`]);
const body = '{"a":1}';
const attempt = { id: "evt_01", timestamp: now / 1000, body, number: 2, resend: false };

describe("the headers of an attempt", () => {
  test("leave out what is not so", () => {
    expect(Object.keys(standardHeaders(attempt, by))).toEqual([
      "webhook-id",
      "webhook-timestamp",
      "webhook-signature",
      "countersign-attempt",
    ]);
  });

  test("tell the sequence and a resend", () => {
    const headers = standardHeaders({ ...attempt, sequence: 0, resend: true }, by);
    expect(headers).toMatchObject({ "countersign-sequence": "0", "countersign-resend": "true" });
  });
});

describe("verifying", () => {
  const headers = standardHeaders(attempt, by);
  const verify = (given: Parameters<typeof verifyStandardHeaders>[1]) =>
    verifyStandardHeaders(Buffer.from(body), given, by, now);

  test("takes a fetch Headers, any case of names, and lists", () => {
    const upper = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
    );
    const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
    for (const given of [new Headers(headers), upper, lists]) {
      expect(verify(given)).toMatchObject({
        ok: true,
        headers: { id: "evt_01", attempt: 2, sequence: null },
      });
    }
  });

  test("takes a message of another Standard Webhooks sender, which says nothing of attempts", () => {
    const { "countersign-attempt": _, ...rest } = headers;
    expect(verify(rest)).toMatchObject({
      ok: true,
      headers: { attempt: null, sequence: null, resend: false },
    });
  });

  test("passes over signatures of other versions", () => {
    const signature = headers["webhook-signature"] ?? "";
    expect(verify({ ...headers, "webhook-signature": `v1a,AAAA ${signature}` }).ok).toBe(true);
    expect(verify({ ...headers, "webhook-signature": signature.replace("v1,", "v2,") }).ok).toBe(false);
  });

  test.each(["x", "-1", "1e9", "01", " 1", "1.5", "9".repeat(30)])(
    "refuses the timestamp %j",
    (timestamp) => {
      expect(verify({ ...headers, "webhook-timestamp": timestamp })).toEqual({
        ok: false,
        problem: { code: "malformed-header", header: "webhook-timestamp" },
      });
    },
  );
});

test("a header named like something every object has is absent", () => {
  expect(headerValue({}, "constructor")).toBeNull();
});
