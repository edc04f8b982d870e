import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { hooksForTest } from "../../../operations/testing/operations.ts";
import { createOutbound } from "../../../outbound/index.ts";
import { startTestOperations, type TestOperations } from "./operations.ts";

/** A request as the upstream saw it. */
interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
  /** Whether the response ended properly. */
  whole: boolean;
}

/** A project whose operations an upstream executes; both listen. */
export interface TestGateway {
  at: TestOperations;
  /** The service's address. */
  serving: string;
  seen: Seen[];
  /** The upstream's behaviour. */
  respond: (response: ServerResponse, seen: Seen) => void;
  /** Over a real socket: what a caller sees of a response that breaks off. */
  post(path: string, body: object | string, headers?: Record<string, string>): Promise<Answer>;
  /** Reads or replaces the mappings, as an operator. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers field by field
  manage(method: "PUT" | "GET", body?: object): Promise<{ status: number; body: any }>;
  /** Clears what was recorded; resets upstream and hooks to their initial behaviour. */
  reset(): void;
  close(): Promise<void>;
}

const passHeaders = ["accept-encoding", "if-none-match", "x-tenant"];

export async function startTestGateway(): Promise<TestGateway> {
  const at = await startTestOperations(() => ({ outbound: createOutbound({ allow: ["127.0.0.0/8"] }) }));
  const upstream = createServer((incoming, response) => {
    const pieces: Buffer[] = [];
    incoming.on("data", (piece: Buffer) => pieces.push(piece));
    incoming.on("end", () => {
      const { method, url, headers } = incoming;
      const one = { method, url, headers, body: Buffer.concat(pieces) };
      gateway.seen.push(one);
      gateway.respond(response, one);
    });
  }).listen(0, "127.0.0.1");
  await once(upstream, "listening");
  const { port } = upstream.address() as AddressInfo;
  const serving = await at.app.listen({ host: "127.0.0.1", port: 0 });
  const created: TestGateway["respond"] = (response) => json(response, 201, { id: "u-1" });
  const gateway: TestGateway = {
    at,
    serving,
    seen: [],
    respond: created,
    post: (path, body, headers = {}) =>
      post(`${serving}${path}`, { authorization: `Bearer ${at.tokens.project}`, ...headers }, body),
    async manage(method, body) {
      const response = await fetch(`${serving}/manage/v1/projects/${at.own.project.id}/gateway`, {
        method,
        headers: { authorization: `Bearer ${at.tokens.operator}`, "content-type": "application/json" },
        ...(body && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
    reset() {
      gateway.seen = [];
      gateway.respond = created;
      at.hooks.asked.length = 0;
      at.hooks.answer = hooksForTest().answer;
    },
    async close() {
      upstream.closeAllConnections();
      upstream.close();
      await at.app.close();
    },
  };
  const baseUrl = `http://127.0.0.1:${port}/api/`;
  const to = (pathPattern: string, more: object = {}) => ({ baseUrl, pathPattern, passHeaders, ...more });
  const { status } = await gateway.manage("PUT", {
    operations: {
      "/organization/user/new": to("/users"),
      "/organization/user/{id}": to("/users/{id}", { method: "PATCH" }),
      "/user/order/add": to("/orders", { timeoutMs: 300 }),
      "/organization/order/set_status": to("/orders/status"),
      "/organization/order/add": { baseUrl: "http://127.0.0.1:1025", pathPattern: "/" },
    },
  });
  if (status !== 200) throw new Error(`the mappings were refused with ${status}`);
  return gateway;
}

export function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function post(url: string, headers: Record<string, string>, body: object | string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
    });
    let answered = false;
    outgoing.on("error", (error) => {
      if (!answered) resolve({ status: 0, headers: {}, body: Buffer.from(String(error)), whole: false });
    });
    outgoing.on("response", (incoming) => {
      answered = true;
      const pieces: Buffer[] = [];
      const end = () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(pieces),
          whole: incoming.complete,
        });
      incoming.on("data", (piece: Buffer) => pieces.push(piece));
      incoming.on("end", end);
      incoming.on("error", end);
    });
    outgoing.on("close", () => !answered && reject(new Error("closed without an answer")));
    outgoing.end(typeof body === "string" ? body : JSON.stringify(body));
  });
}
