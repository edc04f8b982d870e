import type net from "node:net";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { answered, caller, outbound, rawReceiver, request } from "./testing/receivers.ts";

/**
 * How much a server can send before it is cut off: the bounds of this service, and the kernel's
 * buffers on both sides.
 */
const mostWritten = 16 * 1024 * 1024;
const head = "HTTP/1.1 200 OK\r\n";
const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n`;

/** A server that writes `first` and then repeats `again` for as long as the client reads. */
async function flooding(first: string, again: string): Promise<{ url: string; written: () => number }> {
  let written = 0;
  const piece = again.repeat(Math.ceil(65_536 / again.length));
  const url = await rawReceiver((socket: net.Socket) => {
    const write = () => {
      while (socket.writable) {
        written += piece.length;
        if (!socket.write(piece)) return void socket.once("drain", write);
      }
    };
    socket.once("data", () => {
      socket.write(first);
      write();
    });
  });
  return { url, written: () => written };
}

const floods: [string, string, string][] = [
  ["informational answers", "", "HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n"],
  ["bare informational answers", "", "HTTP/1.1 102 Processing\r\n\r\n"],
  ["a head without an end", head, "x-a: b\r\n"],
  ["one header without an end", `${head}x-a: `, "a"],
  ["a status line without an end", "HTTP/1.1 200 ", "a"],
  ["trailers", `${chunked}0\r\n`, "x-a: b\r\n"],
  ["a chunk extension", `${chunked}5;a=`, "a"],
  [
    "chunk extensions byte by byte",
    chunked,
    "1;aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\nx\r\n",
  ],
  ["blank lines", "", "\r\n"],
];

test.each(floods)(
  "%s without end: cut off within a bound, and the request fails",
  async (_name, first, again) => {
    const server = await flooding(first, again);
    const result = await outbound().send(
      request(server.url, { timeoutMs: 20_000, maxResponseBytes: 1024 * 1024 }),
    );
    expect(result).toMatchObject({ kind: "failed", reason: "protocol" });
    expect(server.written()).toBeLessThan(mostWritten);
  },
);

test.each(floods)("endless %s: a streamed response is cut off as well", async (_name, first, again) => {
  const server = await flooding(first, again);
  const { written } = server;
  const result = await outbound().stream({
    ...caller,
    url: server.url,
    method: "GET",
    headers: {},
    timeoutMs: 20_000,
    idleMs: 20_000,
  });
  if (result.kind === "answered") {
    const reading = async () => {
      for await (const _piece of result.body);
    };
    await expect(reading()).rejects.toThrow();
  } else expect(result.reason).toBe("protocol");
  expect(written()).toBeLessThan(mostWritten);
});

test("a few informational responses per request are not a flood", async () => {
  const url = await rawReceiver((socket) => {
    socket.on("data", () => {
      socket.write("HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n".repeat(8));
      socket.write(`${head}Content-Length: 2\r\n\r\nok`);
    });
  });
  const client = outbound();
  for (let round = 0; round < 5; round++) answered(await client.send(request(url)));
});

test("a body that arrives byte by byte is not a flood", async () => {
  const url = await rawReceiver((socket) => {
    socket.once("data", () => socket.end(`${chunked}${"1\r\nx\r\n".repeat(200_000)}0\r\n\r\n`));
  });
  const result = answered(await outbound().send(request(url, { maxResponseBytes: 200_000 })));
  expect(result.body).toHaveLength(200_000);
});

test("a compressed body stays compressed: what unpacks to a gigabyte is as long as it was sent", async () => {
  const packed = gzipSync(Buffer.alloc(10 * 1024 * 1024));
  let asked = "";
  const url = await rawReceiver((socket) => {
    socket.once("data", (data) => {
      asked = data.toString();
      socket.write(`${head}Content-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`);
      socket.end(packed);
    });
  });
  const result = answered(await outbound().send(request(url, { maxResponseBytes: 100_000 })));
  expect(result.body.equals(packed)).toBe(true);
  expect(asked.toLowerCase()).not.toContain("accept-encoding");
});

test("an ambiguous response is refused", async () => {
  const ambiguous = [
    `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\nok!`,
    `${head}Content-Length: +2\r\n\r\nok`,
    `${head}Content-Length : 2\r\n\r\nok`,
    `${head}x-a: b\r\n c: d\r\nContent-Length: 2\r\n\r\nok`,
    `${head}x-a: b\rc: d\r\nContent-Length: 2\r\n\r\nok`,
    `${head}x-a: b\u0000\r\nContent-Length: 2\r\n\r\nok`,
    "HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
    `${head}Transfer-Encoding: chunked\r\n\r\n2 \r\nok\r\n0\r\n\r\n`,
  ];
  const client = outbound();
  for (const answer of ambiguous) {
    const url = await rawReceiver((socket) => socket.once("data", () => socket.end(answer)));
    expect(await client.send(request(url)), JSON.stringify(answer)).toMatchObject({ kind: "failed" });
  }
});

test("a response that arrives before the body was read is used", async () => {
  const url = await rawReceiver((socket) => {
    socket.pause();
    socket.write("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  });
  const result = await outbound().send(request(url, { body: "x".repeat(8 * 1024 * 1024), timeoutMs: 5000 }));
  expect(answered(result).status).toBe(413);
});
