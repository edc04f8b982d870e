import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A receiver that responds with 500 until `accept` is called, and records what it gets. */
export interface FickleReceiver {
  url: string;
  /** Bodies of the requests so far. */
  bodies: string[];
  /** From then on it responds with 200 and this JSON. */
  accept(answer?: string): void;
}

/** One for the test that calls this; it is closed when that test ends. */
export async function fickleReceiverForTest(): Promise<FickleReceiver> {
  let [status, answer] = [500, "{}"];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      bodies.push(Buffer.concat(chunks).toString());
      response.writeHead(status, { "content-type": "application/json" }).end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    accept(json = "{}") {
      [status, answer] = [200, json];
    },
  };
}
