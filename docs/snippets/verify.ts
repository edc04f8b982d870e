import { createHash, createHmac, timingSafeEqual } from "node:crypto";

const toleranceSeconds = 300;

/** Every format: the headers of Standard Webhooks. `body` is the bytes as they came, before any parsing. */
export function verifyStandard(
  secrets: string[],
  headers: { id: string; timestamp: string; signature: string },
  body: Buffer,
  nowSeconds = Math.floor(Date.now() / 1000),
): boolean {
  if (!/^\d+$/.test(headers.timestamp)) return false;
  if (Math.abs(nowSeconds - Number(headers.timestamp)) > toleranceSeconds) return false;
  const expected = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    const mac = createHmac("sha256", key).update(`${headers.id}.${headers.timestamp}.`).update(body);
    return `v1,${mac.digest("base64")}`;
  });
  return headers.signature.split(" ").some((given) => expected.some((each) => same(given, each)));
}

/** Love&Pay's own header `x-webhook-signature`: proves the body, but no time. */
export function verifyLoveAndPay(secret: string, signature: string, body: Buffer): boolean {
  return same(signature, `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
}

/** Treezor's own `object_payload_signature`, in the body: proves `object_payload` alone. */
export function verifyTreezor(secret: string, body: Buffer): boolean {
  const message = JSON.parse(body.toString());
  const envelope = typeof message.webhook === "object" ? message.webhook : message;
  const payload = asPhp(JSON.stringify(envelope.object_payload));
  return same(
    envelope.object_payload_signature,
    createHmac("sha256", secret).update(payload).digest("base64"),
  );
}

/** able-id's own `data.hash`: proves that the session is yours, but neither body nor time. */
export function verifyAbleId(projectId: string, secret: string, attemptId: string, hash: string): boolean {
  return same(hash, sha1(sha1(projectId + secret) + attemptId));
}

/** JSON as PHP's `json_encode` writes it. */
function asPhp(json: string): string {
  return json.replace(/[/\u0080-\uffff]/g, (unit) =>
    unit === "/" ? "\\/" : `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex").toUpperCase();
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
