import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { signer } from "./signer.ts";

test("a signature is HMAC-SHA256 over id.timestamp.body under the decoded secret", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 24, maxLength: 64 }),
      fc.string({ unit: "binary" }),
      fc.integer({ min: 0, max: 2 ** 40 }),
      (key, body, timestamp) => {
        const secret = `whsec_${Buffer.from(key).toString("base64")}`;
        const mac = createHmac("sha256", key).update(`evt_01.${timestamp}.${body}`).digest("base64");
        expect(signer([secret]).signatures("evt_01", timestamp, body)).toEqual([`v1,${mac}`]);
      },
    ),
  );
});

test("the example of the Standard Webhooks specification's libraries holds", () => {
  const by = signer(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]);
  expect(by.signatures("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}')).toEqual([
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  ]);
});

test("text and its bytes have the same signature", () => {
  const by = signer([`whsec_${Buffer.alloc(32, 1).toString("base64")}`]);
  const text = "Тошкент 😀";
  expect(by.signatures("a", 1, text)).toEqual(by.signatures("a", 1, Buffer.from(text)));
});

test.each([[[]], [[""]], [["whsec_"]], [["whsec_not base64!"]]])("%j are no secrets", (secrets) => {
  expect(() => signer(secrets)).toThrow(TypeError);
});

test("the error of a bad secret does not show it", () => {
  expect(() => signer(["whsec_sentry!"])).not.toThrow(/sentry/);
});
