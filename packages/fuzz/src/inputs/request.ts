import type { Random } from "../random.ts";
import type { Auth, Body, FormPart, Route } from "../routes/route.ts";
import type { World } from "../world/world.ts";
import { valueByName } from "./by-name.ts";
import { hostileString, hostileValue, toText } from "./hostile.ts";
import { multipart } from "./multipart.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateJson } from "./mutate-json.ts";

/** A request to send. */
export interface FuzzRequest {
  route: string;
  method: string;
  /** From `/` on, including the query. */
  target: string;
  headers: Record<string, string>;
  body: Buffer | null;
  change: Change;
}

/** Changes of a request that could succeed. */
export type Change = "none" | "body" | "bytes" | "query" | "path" | "headers" | "credentials" | "method";

const changes: readonly Change[] = [
  "none",
  "body",
  "body",
  "body",
  "bytes",
  "query",
  "path",
  "headers",
  "credentials",
  "method",
];

/** A request of the route with one of {@link changes}, or unchanged if `change` says so. */
export function requestOf(
  random: Random,
  world: World,
  route: Route,
  change = random.pick(changes),
): FuzzRequest {
  const auth: Auth = change === "credentials" ? random.pick(allAuths) : random.pick(route.auth);
  const page = random.pick(world.pages);
  const path = pathOf(random, world, route, page.id, change === "path");
  const made = route.body(random, world.known);
  const { type, bytes } = bodyOf(random, world, made, auth, change);
  const headers: Record<string, string> = {
    ...headersOf(random, world, auth, page.token),
    ...(type !== null && { "content-type": type }),
    ...route.headers?.(random, world.known),
  };
  if (change === "headers") changeHeaders(random, headers);
  if (change === "credentials") spoilCredentials(random, headers);
  const query = queryOf(random, route.query(random, world.known), change === "query");
  return {
    route: route.name,
    method: change === "method" ? random.pick(methods) : route.method,
    target: `${path}${query}`,
    headers,
    body: bytes,
    change,
  };
}

const allAuths: readonly Auth[] = [
  "operator",
  "reviewer",
  "project",
  "able-id",
  "love-and-pay",
  "page",
  "browser",
  "visitor",
  "none",
];
const methods: readonly string[] = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"];

function headersOf(random: Random, world: World, auth: Auth, pageToken: string): Record<string, string> {
  if (auth === "page") return { "x-page-token": pageToken };
  return auth === "browser" ? random.pick(world.browsers) : world.credentials[auth].headers;
}

/** The kind of id that `{id}` stands for, by the preceding segment of the path. */
const kindBySegment: Record<string, string> = {
  user: "usr",
  order: "ord",
  delivery_service: "dsv",
  subscription: "sbn",
  projects: "project",
  operators: "opr",
  people: "ppl",
  crossings: "crs",
  imports: "imp",
  sources: "src",
  sessions: "session",
  reviews: "rev",
  users: "userId",
  events: "evt",
  deliveries: "dlv",
  replays: "rpl",
  webhooks: "whk",
  interceptions: "icp",
};

function pathOf(random: Random, world: World, route: Route, pageId: string, hostile: boolean): string {
  const steps = route.path.split("/");
  const filled = steps.map((step, index) => {
    const name = /^\{(.+)\}$/.exec(step)?.[1];
    if (name === undefined) return hostile && random.chance(0.1) ? hostileStep(random) : step;
    if (hostile && random.chance(0.7)) return hostileStep(random);
    if (name === "id" && steps[1] === "s") return pageId;
    const kind = name === "id" ? kindOf(route, steps[index - 1] ?? "") : name;
    const known = valueByName(random, world.known, name) ?? world.known.pick(random, kind);
    return encodeURIComponent(known ?? "none");
  });
  return filled.join("/") + (hostile && random.chance(0.1) ? "/" : "");
}

/**
 * These would revoke the run's own credentials: they are sent to projects and operators created for
 * that.
 */
const revoking: ReadonlySet<string> = new Set([
  "PATCH /manage/v1/projects/{id}",
  "PATCH /manage/v1/projects/{id}/config",
  "POST /manage/v1/projects/{id}/rotate",
  "POST /manage/v1/projects/{id}/archive",
  "PATCH /manage/v1/projects/{id}/api-keys/{keyId}",
  "POST /manage/v1/projects/{id}/api-keys/{keyId}/rotate",
  "POST /manage/v1/projects/{id}/api-keys/{keyId}/revoke",
  "PUT /manage/v1/projects/{id}/gateway",
  "PATCH /manage/v1/operators/{id}",
  "POST /manage/v1/operators/{id}/token",
]);

function kindOf({ name }: Route, segment: string): string {
  if (name.includes(" /api/v2/kyc/")) return "kyc";
  const kind = kindBySegment[segment] ?? "id";
  if (!revoking.has(name)) return kind;
  return kind === "project" ? "spareProject" : "spareOperator";
}

function hostileStep(random: Random): string {
  const raw = ["%00", "%ff", "%c0%ae", "..", "%2e%2e%2f", "%", "%zz", "a".repeat(5000), "", ";", "%0d%0ax:1"];
  return random.chance(0.5) ? random.pick(raw) : encode(hostileString(random));
}

/** Like `encodeURIComponent`, but accepts lone surrogates. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).slice(0, 8000);
}

function queryOf(random: Random, query: Record<string, string>, hostile: boolean): string {
  const pairs = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  if (hostile) {
    const names = [
      "limit",
      "cursor",
      "projectId",
      "createdAtFrom",
      "createdAtTo",
      "status",
      "type",
      "subject",
      "a",
      "__proto__",
      "a[b]",
    ];
    for (let count = 1 + random.below(3); count > 0; count--)
      pairs.push(`${random.pick(names)}=${random.chance(0.1) ? "%ff%00" : encode(hostileString(random))}`);
  }
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

function bodyOf(
  random: Random,
  world: World,
  body: Body,
  auth: Auth,
  change: Change,
): { type: string | null; bytes: Buffer | null } {
  switch (body.kind) {
    case "none":
      return change === "body"
        ? { type: "application/json", bytes: Buffer.from(toText(hostileValue(random))) }
        : { type: null, bytes: null };
    case "bytes":
      return {
        type: body.type,
        bytes: change === "body" || change === "bytes" ? mutateBytes(random, body.bytes) : body.bytes,
      };
    case "form":
      return formOf(random, body.fields, change);
    case "json": {
      const value = withCredentials(
        body.value,
        auth === "page" || auth === "browser" ? {} : world.credentials[auth].body,
      );
      const text = Buffer.from(toText(change === "body" ? mutateJson(random, value) : value));
      return { type: "application/json", bytes: change === "bytes" ? mutateBytes(random, text) : text };
    }
  }
}

function withCredentials(value: unknown, credentials: Record<string, string>): unknown {
  const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
  return isObject ? { ...value, ...credentials } : value;
}

function formOf(random: Random, parts: readonly FormPart[], change: Change) {
  const { type, bytes } = multipart(random, parts, change === "body");
  return { type, bytes: change === "bytes" ? mutateBytes(random, bytes) : bytes };
}

function changeHeaders(random: Random, headers: Record<string, string>): void {
  const choices: readonly (readonly [string, string])[] = [
    ["content-type", "text/plain"],
    ["content-type", "application/json; charset=utf-16"],
    ["content-type", "application/x-www-form-urlencoded"],
    ["content-type", "multipart/form-data"],
    ["content-type", "multipart/form-data; boundary="],
    ["content-type", "application/json\t;;;"],
    ["content-encoding", "gzip"],
    ["content-encoding", "br, gzip"],
    ["accept", "image/webp"],
    ["accept-encoding", "x".repeat(1000)],
    ["idempotency-key", "k".repeat(201)],
    ["idempotency-key", "fuzz"],
    ["idempotency-key", " "],
    ["x-user-id", "../../x"],
    ["x-project-id", "none"],
    ["x-test-outcome", "success"],
    ["x-test-outcome", "maybe"],
    ["if-match", '"0"'],
    ["range", "bytes=0-1,5-"],
    ["x-forwarded-for", "1.2.3.4, ::1"],
    ["cookie", "a=b; ".repeat(500)],
    ["traceparent", "00-0-0-00"],
    ["origin", "https://dead.invalid"],
    ["sec-fetch-site", "cross-site"],
    ["last-event-id", "nonsense"],
    ["x-timestamp", "99999999999999999"],
    ["x-signature", "00"],
    ["expect", "100-continue"],
  ];
  for (let count = 1 + random.below(3); count > 0; count--) {
    const [name, value] = random.pick(choices);
    headers[name] = value;
  }
}

function spoilCredentials(random: Random, headers: Record<string, string>): void {
  for (const name of ["authorization", "x-api-key", "x-page-token", "cookie", "x-countersign-console"]) {
    const value = headers[name];
    if (value === undefined || random.chance(0.5)) continue;
    if (random.chance(0.3)) delete headers[name];
    else
      headers[name] = random.pick([
        value.slice(0, -1),
        `${value}x`,
        value.toUpperCase(),
        "Bearer ",
        "Basic Zm9vOg==",
      ]);
  }
}
