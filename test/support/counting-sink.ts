import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/**
 * A receiver that counts how often each `webhook-id` arrived, whether or not its response got
 * through.
 */
export interface CountingSink {
  readonly url: string;
  readonly arrivals: ReadonlyMap<string, number>;
  /** Requests beyond the first of each id. */
  duplicates(): number;
}

/**
 * Starts a sink for the test that calls this. It returns 200 after `delayMs()`, which is called for
 * each request: that long, a delivery is in flight.
 */
export async function countingSink(delayMs: () => number): Promise<CountingSink> {
  const arrivals = new Map<string, number>();
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      const id = String(request.headers["webhook-id"]);
      arrivals.set(id, (arrivals.get(id) ?? 0) + 1);
      setTimeout(() => response.writeHead(200).end(), delayMs());
    });
    request.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    duplicates: () => [...arrivals.values()].reduce((sum, times) => sum + times - 1, 0),
  };
}
