import { type AddressInfo, createServer } from "node:net";
import { now } from "./event.ts";
import type { SinkReport } from "./sink.ts";

const sentAtMark = Buffer.from('"sentAt":');
const nothing = Buffer.alloc(0);

let seen = new Map<string, Set<string>>();
let latencies = new Map<string, number[]>();
let requests = 0;
let total = 0;
let firstAt = 0;
let lastAt = 0;
let waitingFor: number | null = null;
let answerOf = 0;
let answered = nothing;

/**
 * The part of HTTP/1.1 that senders use with a body of known length, over a socket: the sink's own
 * work is part of every figure, and that of a complete HTTP server was a sixth of a delivery's.
 */
const server = createServer((socket) => {
  let rest: Buffer = nothing;
  socket.on("error", () => {});
  socket.on("data", (chunk: Buffer) => {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let request = requestIn(bytes); request !== null; request = requestIn(bytes)) {
      bytes = bytes.subarray(request.end);
      if (request.path === "/hang") continue;
      socket.write(answer());
      note(request.path, request.id, request.body);
    }
    rest = bytes.length === 0 ? nothing : Buffer.from(bytes);
  });
});

/** The first request in the bytes; null while it isn't complete. */
function requestIn(bytes: Buffer): { path: string; id: string; body: Buffer; end: number } | null {
  const headEnd = bytes.indexOf("\r\n\r\n");
  if (headEnd < 0) return null;
  const head = bytes.toString("latin1", 0, headEnd);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error("the sink only accepts requests with a content-length");
  const bodyStart = headEnd + 4;
  const end = bodyStart + Number(length);
  if (bytes.length < end) return null;
  return {
    path: head.slice(head.indexOf(" ") + 1, head.indexOf(" ", head.indexOf(" ") + 1)),
    id: /\r\n(?:webhook|svix)-id: *([^\r]+)/i.exec(head)?.[1] ?? "",
    body: bytes.subarray(bodyStart, end),
    end,
  };
}

/** The same response as that of Node's own server. */
function answer(): Buffer {
  const second = Math.floor(Date.now() / 1000);
  if (second !== answerOf) {
    answerOf = second;
    const date = new Date(second * 1000).toUTCString();
    answered = Buffer.from(
      `HTTP/1.1 200 OK\r\ncontent-length: 0\r\nDate: ${date}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=60\r\n\r\n`,
    );
  }
  return answered;
}

function note(path: string, id: string, body: Buffer): void {
  const at = now();
  requests++;
  if (firstAt === 0) firstAt = at;
  lastAt = at;
  const ids = entry(seen, path, () => new Set<string>());
  if (ids.has(id)) return;
  ids.add(id);
  total++;
  const sentAt = sentAtOf(body);
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

/** Reads one number from the body without parsing it. */
function sentAtOf(body: Buffer): number | null {
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

server.listen(0, "127.0.0.1", () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
