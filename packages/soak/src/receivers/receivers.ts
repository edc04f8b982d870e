import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Arrivals, createArrivals, note } from "./arrivals.ts";

/** How all receivers behave while a fault is on. */
export type Mood = "fine" | "slow" | "failing" | "silent" | "resetting";

/** The integrators' servers: receivers of webhooks at `/w/…`, and hooks at `/gate/…`. */
export interface Receivers {
  readonly url: string;
  /** By path. */
  readonly arrivals: ReadonlyMap<string, Arrivals>;
  setMood(mood: Mood): void;
  close(): Promise<void>;
}

/** This one never accepts: its deliveries end as dead letters. */
export const failingPath = "/w/failing";
/** This one takes half a second even on a good day. */
export const slowPath = "/w/slow";
const slowMs = 500;
const moodyMs = 3000;

const gates: Readonly<Record<string, { status: number; body: string }>> = {
  "/gate/ok": { status: 200, body: '{"warnings":["Two pieces are left."]}' },
  "/gate/change": { status: 200, body: '{"data":{"changes":{"comment":"Call first"}}}' },
  "/gate/deny": { status: 422, body: '{"error":{"code":"too_many","message":"At most 10 pieces"}}' },
};

export async function startReceivers(): Promise<Receivers> {
  const arrivals = new Map<string, Arrivals>();
  let mood: Mood = "fine";
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    const chunks: Buffer[] = [];
    request.on("error", () => {});
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const gate = gates[path];
      if (gate !== undefined) {
        respond(response, gate.status, 0, () => {}, gate.body);
        return;
      }
      const of = arrivals.get(path) ?? createArrivals();
      arrivals.set(path, of);
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
      const accept = note(of, { path, id: String(request.headers["webhook-id"]), body });
      const isSlow = path === slowPath;
      if (path === failingPath) respond(response, 500, 0, () => {});
      else respond(response, mood === "failing" ? 503 : 200, isSlow ? slowMs : 0, accept);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  function respond(
    response: ServerResponse,
    status: number,
    delayMs: number,
    accept: () => void,
    body = "",
  ): void {
    if (mood === "resetting") {
      response.socket?.resetAndDestroy();
      return;
    }
    // The caller's timeout ends it.
    if (mood === "silent") return;
    const send = () => {
      if (status === 200) accept();
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    };
    const wait = mood === "slow" ? moodyMs : delayMs;
    if (wait > 0) setTimeout(send, wait);
    else send();
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    setMood(next) {
      mood = next;
      // What hangs is over when the fault is.
      if (next === "fine") server.closeAllConnections();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
