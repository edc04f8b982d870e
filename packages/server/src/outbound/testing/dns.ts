import dgram from "node:dgram";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

/** The name server's response to a query; with `silence` there is none. */
export type DnsResponse = string[] | "no-such-name" | "server-failure" | "silence";

/** A name server on loopback. */
export interface TestDns {
  /** In the form of `COUNTERSIGN_DNS_SERVERS`. */
  address: string;
  /** Queried names, in order; `A` and `AAAA` each. */
  asked: { name: string; type: "A" | "AAAA" }[];
  close(): void;
}

const typeA = 1;
const typeAaaa = 28;

/**
 * Responds to A and AAAA over UDP with what `answer` returns: its IPv4 addresses to A, its IPv6
 * addresses to AAAA. A promise delays the response. Every record has the TTL of `ttl`, in seconds.
 */
export async function startTestDns(
  answer: (name: string, type: "A" | "AAAA") => DnsResponse | Promise<DnsResponse>,
  ttl = 0,
): Promise<TestDns> {
  const socket = dgram.createSocket("udp4");
  const asked: TestDns["asked"] = [];
  socket.on("message", async (question, from) => {
    const { name, code, end } = readQuestion(question);
    const type = code === typeA ? "A" : "AAAA";
    asked.push({ name, type });
    const said = code === typeA || code === typeAaaa ? await answer(name, type) : [];
    if (said === "silence") return;
    const addresses = Array.isArray(said)
      ? said.filter((address) => address.includes(":") === (type === "AAAA"))
      : [];
    const status = said === "no-such-name" ? 3 : said === "server-failure" ? 2 : 0;
    const head = Buffer.alloc(12);
    question.copy(head, 0, 0, 2);
    head.writeUInt16BE(0x8180 | status, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(addresses.length, 6);
    const records = addresses.map((address) => record(code, ttl, address));
    socket.send(Buffer.concat([head, question.subarray(12, end), ...records]), from.port, from.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address() as AddressInfo;
  return { address: `127.0.0.1:${port}`, asked, close: () => socket.close() };
}

function readQuestion(message: Buffer): { name: string; code: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message.readUInt8(at); length > 0; length = message.readUInt8(at)) {
    labels.push(message.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), code: message.readUInt16BE(at + 1), end: at + 5 };
}

function record(code: number, ttl: number, address: string): Buffer {
  const data = code === typeA ? Buffer.from(address.split(".").map(Number)) : ipv6Bytes(address);
  const head = Buffer.alloc(12);
  // The name is that of the question, by a pointer to it.
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(code, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(ttl, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function ipv6Bytes(address: string): Buffer {
  const [before = "", after = ""] = address.split("::");
  const groups = (text: string) =>
    text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
  const head = groups(before);
  const tail = groups(after);
  const all = [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 255]));
}
