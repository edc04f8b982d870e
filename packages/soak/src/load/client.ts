import { randomUUID } from "node:crypto";
import { createHttpSender } from "@countersign/fuzz/http";
import { operatorToken } from "../topology/settings.ts";
import type { Responses } from "./responses.ts";

interface Request {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: responses of a running service, read by their caller
export type Body = any;

export interface Reply {
  status: number;
  body: Body;
}

/** Calls the services as integrators do: what got no response, 429 or 503 is sent again, to the next service. */
export interface Client {
  /**
   * Resolves once a service has responded, whatever the status below 500.
   *
   * @throws Stopped when the soak is over.
   */
  send(request: Request): Promise<Reply>;
  /** As `send`, as an operator, with the same `Idempotency-Key` on each try. @throws Refused, OutcomeUnknown, unless 2xx. */
  manage(path: string, body?: unknown, method?: Request["method"]): Promise<Body>;
  stop(): void;
}

/** The soak is over: what was begun is left. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** A response that the load didn't expect. */
export class Refused extends Error {
  override readonly name = "Refused";
}

/** The operator's credentials. */
export const operator = { authorization: `Bearer ${operatorToken}` };

/** The service can't tell whether it was done: its process was killed after hooks had been called. Callers look it up. */
export class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown";
}

const pauseMs = 100;
const timeoutMs = 20_000;
const connections = 64;

export function createClient(urls: readonly string[], responses: Responses): Client {
  const senders = urls.map((url) => createHttpSender(url, connections, timeoutMs));
  let stopped = false;
  let turn = 0;

  async function send({ method = "GET", path, headers = {}, body }: Request): Promise<Reply> {
    const bytes =
      body === undefined
        ? null
        : body instanceof Uint8Array
          ? Buffer.from(body)
          : Buffer.from(JSON.stringify(body));
    const type =
      body === undefined || body instanceof Uint8Array ? {} : { "content-type": "application/json" };
    for (;;) {
      if (stopped) throw new Stopped();
      const begun = Date.now();
      const sender = senders[turn++ % senders.length];
      const reply = await sender?.send({
        method,
        target: path,
        headers: { ...type, ...headers },
        body: bytes,
      });
      const done = responses.note(`${method} ${path}`, reply ?? { kind: "closed", reason: "none" }, begun);
      if (done !== null)
        return { status: done.status, body: done.body === "" ? null : JSON.parse(done.body) };
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  return {
    send,
    async manage(path, body, method = body === undefined ? "GET" : "POST") {
      const headers = {
        ...operator,
        ...(method === "POST" && { "idempotency-key": randomUUID() }),
      };
      for (;;) {
        const reply = await send({ method, path: `/manage/v1${path}`, headers, body });
        if (reply.status < 300) return reply.body;
        if (reply.body?.code === "idempotency_outcome_unknown") throw new OutcomeUnknown();
        // The first try is still under way.
        if (reply.body?.code !== "idempotency_in_progress")
          throw new Refused(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body).slice(0, 300)}`);
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    },
    stop() {
      stopped = true;
    },
  };
}
