import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { now } from "./event.ts";
import type { SinkReport } from "./sink.ts";

const sentAtMark = Buffer.from('"sentAt":');

let seen = new Map<string, Set<string>>();
let latencies = new Map<string, number[]>();
let requests = 0;
let total = 0;
let firstAt = 0;
let lastAt = 0;
let waitingFor: number | null = null;

const server = createServer((request, response) => {
  const path = request.url ?? "/";
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    if (path === "/hang") return;
    response.writeHead(200, { "content-length": "0" }).end();
    note(path, String(request.headers["webhook-id"] ?? request.headers["svix-id"]), chunks);
  });
});

function note(path: string, id: string, chunks: Buffer[]): void {
  const at = now();
  requests++;
  if (firstAt === 0) firstAt = at;
  lastAt = at;
  const ids = entry(seen, path, () => new Set<string>());
  if (ids.has(id)) return;
  ids.add(id);
  total++;
  const sentAt = sentAtOf(chunks);
  if (sentAt !== null) entry(latencies, path, () => []).push(at - sentAt);
  if (waitingFor !== null && total >= waitingFor) {
    waitingFor = null;
    process.send?.(report());
  }
}

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

/** Reads one number out of the body without parsing it: the sink's own work is part of every figure. */
function sentAtOf(chunks: Buffer[]): number | null {
  const body = chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks);
  const start = body.indexOf(sentAtMark);
  if (start < 0) return null;
  const value = Number.parseFloat(body.toString("latin1", start + sentAtMark.length, start + 40));
  return value > 0 ? value : null;
}

function report(): SinkReport {
  return {
    requests,
    unique: Object.fromEntries([...seen].map(([path, ids]) => [path, ids.size])),
    firstAt,
    lastAt,
    latencies: Object.fromEntries([...latencies].map(([path, all]) => [path, all.toSorted((a, b) => a - b)])),
  };
}

process.on("message", (question: { ask: "reset" | "report" | "received"; count?: number }) => {
  switch (question.ask) {
    case "reset":
      seen = new Map();
      latencies = new Map();
      requests = total = firstAt = lastAt = 0;
      process.send?.("reset");
      return;
    case "report":
      process.send?.(report());
      return;
    case "received":
      if (total >= (question.count ?? 0)) process.send?.(report());
      else waitingFor = question.count ?? 0;
  }
});
process.on("disconnect", () => process.exit(0));

server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
