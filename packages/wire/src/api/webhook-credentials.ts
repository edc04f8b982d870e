import * as z from "zod";

const secretForm = /^whsec_(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A signing secret of the caller's own: Standard Webhooks asks for 24 to 64 random bytes. */
export const webhookSecretSchema = z.string().refine((text) => {
  const length = Math.floor(((text.length - "whsec_".length) * 3) / 4) - (/=*$/.exec(text)?.[0].length ?? 0);
  return text.length < 200 && secretForm.test(text) && length >= 24 && length <= 64;
}, "must be whsec_ and the base64 of 24 to 64 random bytes");

// RFC 7617: the name ends at the first colon, and neither part holds control characters.
const oneLine = z
  .string()
  .max(1000)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses
  .regex(/^[^\u0000-\u001f\u007f]*$/, "must hold no control characters");

/** HTTP basic authentication (RFC 7617). */
export const basicAuthSchema = z.strictObject({
  username: oneLine.regex(/^[^:]*$/, "must hold no colon").describe("The user name."),
  password: oneLine.describe("The password. Never shown again."),
});
export type BasicAuth = z.output<typeof basicAuthSchema>;

/** A token that is sent as `authorization: Bearer …`. */
export const bearerSchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,4000}$/, "must be 1 to 4000 printable ASCII characters without spaces");

const pemSchema = z.string().min(1).max(32_768);

/**
 * A TLS client certificate with its chain and its private key, both PEM; the key without a
 * passphrase.
 */
export const clientCertificateSchema = z.strictObject({
  certificate: pemSchema.describe("The certificate with its chain, in PEM."),
  key: pemSchema.describe("The private key, in PEM."),
});

/** A header that is sent along with every request. */
export interface CustomHeader {
  name: string;
  value: string;
}

const most = 20;
// RFC 9110, 5.6.2: a token.
const nameForm = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
// RFC 9110, 5.5: printable ASCII, spaces and tabs inside; neither CR nor LF, which would start
// another header.
const valueForm = /^(?:[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?)?$/;
const longestValue = 4000;

/** Set by the client, by the signature or by a separate setting. */
const reserved = new Set([
  "authorization",
  "host",
  "content-length",
  "content-type",
  "connection",
  "expect",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
]);
const reservedPrefixes = ["webhook-", "countersign-", "x-webhook-"];

function nameProblem(name: string): string | null {
  if (!nameForm.test(name))
    return "is not a header name: letters, digits and !#$%&'*+-.^_`|~ only, at most 100";
  const lower = name.toLowerCase();
  if (reserved.has(lower) || reservedPrefixes.some((prefix) => lower.startsWith(prefix))) {
    return "is a header that the service sets itself";
  }
  return null;
}

function valueProblem(value: string): string | null {
  if (value.length > longestValue) return `must have at most ${longestValue} characters`;
  return valueForm.test(value) ? null : "must be printable ASCII in one line, without spaces at its ends";
}

/** Custom headers as a list, or as a record of names and values; comes out as a list. */
export const customHeadersSchema = z
  .union(
    [
      z.array(
        z.strictObject({ name: z.string().describe("The name."), value: z.string().describe("The value.") }),
      ),
      z.record(z.string(), z.string()),
    ],
    "must be a list of {name, value}, or a record of names and values",
  )
  .superRefine((given, context) => {
    const asList = Array.isArray(given);
    const headers = listOf(given);
    if (headers.length > most) {
      context.addIssue({ code: "custom", message: `must be at most ${most} headers` });
      return;
    }
    const seen = new Set<string>();
    for (const [at, { name, value }] of headers.entries()) {
      const twice = seen.has(name.toLowerCase());
      seen.add(name.toLowerCase());
      const problem = nameProblem(name) ?? (twice ? "is listed twice" : null);
      if (problem !== null) {
        context.addIssue({ code: "custom", path: asList ? [at, "name"] : [name], message: problem });
      }
      const wrong = valueProblem(value);
      if (wrong !== null) {
        context.addIssue({ code: "custom", path: asList ? [at, "value"] : [name], message: wrong });
      }
    }
  })
  .transform(listOf);

function listOf(given: CustomHeader[] | Record<string, string>): CustomHeader[] {
  return Array.isArray(given) ? given : Object.entries(given).map(([name, value]) => ({ name, value }));
}
