import { connect } from "node:net";
import type { Random } from "../random.ts";
import type { Reply } from "./http.ts";

const answerWithinMs = 3000;

/**
 * Writes bytes that are hardly HTTP to a new connection, ends it and returns the first bytes of the
 * response. If the service sends nothing within three seconds, the connection is closed: it may
 * wait for the rest of a request.
 */
export function sendRaw(url: string, bytes: Buffer): Promise<Reply> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let text = "";
    const socket = connect({ host: hostname, port: Number(port) });
    const end = (reason: string) => {
      clearTimeout(timer);
      socket.destroy();
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1];
      resolve(
        status === undefined
          ? { kind: "closed", reason: `raw: ${reason}` }
          : { kind: "answer", status: Number(status), type: "", body: text },
      );
    };
    const timer = setTimeout(() => end("silent"), answerWithinMs);
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => {
      text += chunk.slice(0, 4000 - text.length);
      if (text.includes("\r\n\r\n")) end("answered");
    });
    socket.once("error", () => end("reset"));
    socket.once("close", () => end("closed"));
    socket.end(bytes);
  });
}

/** Bytes for {@link sendRaw}: broken request lines, headers, lengths and chunks. */
export function rawRequest(random: Random, host: string): Buffer {
  const made = random.pick(shapes)(random, host);
  return Buffer.isBuffer(made) ? made : Buffer.from(made, "latin1");
}

type Shape = (random: Random, host: string) => string | Buffer;

const post = (host: string, headers: string, body: string) =>
  `POST /manage/v1/events HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n${headers}\r\n${body}`;

const shapes: readonly Shape[] = [
  (random) => random.bytes(1 + random.below(300)),
  () => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  () => Buffer.from("16030100a5010000a1030300", "hex"),
  (_random, host) => `GET / HTTP/9.9\r\nhost: ${host}\r\n\r\n`,
  () => "GET /healthz\r\n\r\n",
  () => "GET /healthz HTTP/1.1\r\n\r\n",
  (_random, host) => `GET /healthz HTTP/1.1\r\nhost: ${host}\r\nhost: other\r\n\r\n`,
  (_random, host) => `GET http://dead.invalid/healthz HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  (_random, host) => `GET * HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  (_random, host) => `CONNECT dead.invalid:443 HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  (_random, host) => `TRACE / HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  (_random, host) => `GET /${"a".repeat(20_000)} HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  (_random, host) => `GET / HTTP/1.1\r\nhost: ${host}\r\nx: ${"a".repeat(70_000)}\r\n\r\n`,
  (_random, host) => `GET / HTTP/1.1\r\nhost: ${host}\r\n${"x: 1\r\n".repeat(3000)}\r\n`,
  (_random, host) => `GET / HTTP/1.1\r\nhost: ${host}\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n`,
  (_random, host) => `GET /a%00b HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  (_random, host) => `GET /\u0000\u00ff HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  (_random, host) => `GET /healthz HTTP/1.1\nhost: ${host}\n\n`,
  (_random, host) => `GET /healthz HTTP/1.1\r\nhost: ${host}\r\n folded: 1\r\n\r\n`,
  (_random, host) => post(host, "content-length: 10\r\n", "{}"),
  (_random, host) => post(host, "content-length: 2\r\ncontent-length: 3\r\n", "{}"),
  (_random, host) => post(host, "content-length: 2\r\ntransfer-encoding: chunked\r\n", "{}"),
  (_random, host) => post(host, "content-length: -1\r\n", "{}"),
  (_random, host) => post(host, "content-length: 99999999999999999999\r\n", "{}"),
  (_random, host) => post(host, "transfer-encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n"),
  (_random, host) =>
    post(host, "transfer-encoding: chunked\r\n", `2;${"e".repeat(20_000)}\r\n{}\r\n0\r\n\r\n`),
  (_random, host) => post(host, "transfer-encoding: chunked\r\n", "ffffffffffffffff\r\n{}"),
  (_random, host) => post(host, "transfer-encoding: gzip, chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"),
  (_random, host) => post(host, "transfer-encoding: chunked\r\n", "2\r\n{}\r\n0\r\nx: 1\r\n\r\n"),
  (_random, host) => post(host, "expect: 100-continue\r\ncontent-length: 2\r\n", ""),
  (_random, host) => post(host, "expect: nonsense\r\ncontent-length: 2\r\n", "{}"),
  (_random, host) => `GET /healthz HTTP/1.1\r\nhost: ${host}\r\n\r\n`.repeat(50),
];
