import * as z from "zod";
import { timeSchema, urlSchema, versionSchema } from "../fields.ts";

/** The operations that can be mapped to an upstream, each with its own method and path here. */
export const gatewayOperations = [
  "/organization/user/new",
  "/organization/user/{id}",
  "/user/new",
  "/organization/order/add",
  "/organization/order/{id}",
  "/organization/order/set_status",
  "/user/order/add",
  "/user/order/{id}",
  "/organization/delivery_service/{id}/calculate",
] as const;
export type GatewayOperation = (typeof gatewayOperations)[number];

const segment = /^\/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}|\{id\}|\/)*$/;

/**
 * Headers that belong to one connection (RFC 9110, 7.6.1), that the gateway writes itself, or that
 * make frameworks use another method or path than the one that the hooks were called with.
 */
export const unpassableHeaders: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
  "host",
  "content-length",
  "content-type",
  "content-encoding",
  "authorization",
  "x-http-method",
  "x-http-method-override",
  "x-method-override",
  "x-original-method",
  "x-original-url",
  "x-rewrite-url",
  "x-original-uri",
  "x-forwarded-uri",
  "x-forwarded-method",
  "x-forwarded-prefix",
]);

/** Where an operation goes. */
export const gatewayRouteSchema = z.strictObject({
  method: z.enum(["POST", "PUT", "PATCH", "DELETE"]).default("POST").describe("The method at the upstream."),
  baseUrl: urlSchema.describe("The upstream's address."),
  pathPattern: z
    .string()
    .max(500)
    .regex(segment, "must be a path that begins with /, with {id} where the id goes")
    .refine(
      (path) => !/(^|\/)\.{1,2}(\/|$)/.test(path.replace(/%2e/gi, ".")),
      "must not hold . or .. as a step",
    )
    .refine((path) => !/%(?:2f|5c|00)/i.test(path), "must not hold an encoded slash, backslash or NUL")
    .describe("The path at the upstream, with `{id}` where the id goes."),
  timeoutMs: z
    .int()
    .min(100)
    .max(120_000)
    .default(10_000)
    .describe("to the response's head, then between its pieces"),
  passHeaders: z
    .array(
      z
        .string()
        .toLowerCase()
        .regex(/^[a-z0-9!#$%&'*+.^_`|~-]{1,100}$/, "must be a header's name")
        .refine((name) => !unpassableHeaders.has(name), "can't be passed on"),
    )
    .max(50)
    .default([])
    .describe("of the request; all others stay here, `authorization` always does"),
});
export type GatewayRoute = z.output<typeof gatewayRouteSchema>;

const routes = <Schema extends z.ZodType>(schema: Schema) =>
  z.strictObject(
    Object.fromEntries(
      gatewayOperations.map((name) => [name, schema.optional().describe("Where the operation goes.")]),
    ) as Record<GatewayOperation, z.ZodOptional<Schema>>,
  );

/**
 * Body of `PUT /manage/v1/projects/{id}/gateway`: the whole mapping; operations left out are served
 * here.
 */
export const gatewaySchema = z.strictObject({
  operations: routes(gatewayRouteSchema).describe(
    "The upstream of each operation; those left out are served here.",
  ),
});
export type Gateway = z.output<typeof gatewaySchema>;
/** The mapping as it is shown. */
export const gatewayViewSchema = z.strictObject({ ...gatewaySchema.shape, version: versionSchema });

/** Body of `PUT /manage/v1/projects/{id}/payments`; an absent password stays as it is. */
export const paymentSettingsSchema = z.strictObject({
  baseUrl: urlSchema.describe("what /getOrderStatusExtended.do is appended to"),
  userName: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, "must be 1 to 200 printable ASCII characters")
    .describe("As whom the bank is called."),
  password: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("Its password; the present one stays where absent."),
});
export type PaymentSettings = z.output<typeof paymentSettingsSchema>;
/** As they are shown: the password never is. */
export const paymentSettingsViewSchema = z.strictObject({
  baseUrl: z.string().describe("The bank's address."),
  userName: z.string().describe("As whom the bank is called."),
  hasPassword: z.boolean().describe("Whether a password is set."),
  updatedAt: timeSchema.describe("When they were last changed."),
  version: versionSchema,
});
