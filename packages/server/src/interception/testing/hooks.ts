import { once } from "node:events";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** A request as a hook sees it. */
interface SeenCall {
  path: string;
  headers: http.IncomingHttpHeaders;
  body: string;
  startedAt: number;
  endedAt: number;
}

/** A hook's response; its body is JSON unless it is a text. */
export interface HookReply {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Milliseconds before it responds. */
  afterMs?: number;
}

/** A server that responds as configured, and misbehaves at certain paths. */
export interface HookServer {
  url(path: string): string;
  /** Sets a path's response; the function gets the parsed body. By default: 200 and no body. */
  reply(path: string, how: HookReply | ((body: unknown, nth: number) => HookReply)): void;
  calls(path?: string): SeenCall[];
  close(): Promise<void>;
}

const misbehaviour: Record<string, (response: http.ServerResponse) => void> = {
  "/slow-headers": () => {},
  "/slow-body": (response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write("{");
    const drip = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(drip));
  },
  "/endless-body": (response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const chunk = Buffer.alloc(64 * 1024, 0x20);
    const pump = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on("drain", pump);
    pump();
  },
  "/reset": (response) => void (response.socket as net.Socket).resetAndDestroy(),
  "/reset-midway": (response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
    response.write('{"allow": true,');
    setTimeout(() => (response.socket as net.Socket | null)?.resetAndDestroy(), 20);
  },
};

export async function startHookServer(): Promise<HookServer> {
  const seen: SeenCall[] = [];
  const replies = new Map<string, HookReply | ((body: unknown, nth: number) => HookReply)>();
  const server = http.createServer(async (request, response) => {
    const startedAt = performance.now();
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const path = request.url ?? "";
    const call: SeenCall = { path, headers: request.headers, body, startedAt, endedAt: Number.NaN };
    seen.push(call);
    const misbehave = misbehaviour[path];
    if (misbehave) return misbehave(response);
    const how = replies.get(path) ?? {};
    const nth = seen.filter((each) => each.path === path).length;
    const reply = typeof how === "function" ? how(JSON.parse(body), nth) : how;
    if (reply.afterMs !== undefined) await pause(reply.afterMs);
    const { status = 200, headers = { "content-type": "application/json" } } = reply;
    const text = typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body);
    call.endedAt = performance.now();
    response.writeHead(status, headers).end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    reply: (path, how) => void replies.set(path, how),
    calls: (path) => seen.filter((call) => path === undefined || call.path === path),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A port of loopback where nothing listens. */
export async function closedPort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
