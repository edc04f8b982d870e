import { once } from "node:events";
import { type AddressInfo, createServer, connect as dial, type Socket } from "node:net";

/** How a network between two programs behaves: it carries, resets all connections, or swallows every byte. */
type Link = "up" | "cut" | "silent";

/** Something to connect to in the place of a socket, whose network can fail. */
export interface CutProxy {
  readonly port: number;
  set(link: Link): void;
  close(): void;
}

/** Listens on 127.0.0.1 and forwards to the socket of this path. */
export async function cutProxy(socketPath: () => string): Promise<CutProxy> {
  let link: Link = "up";
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    if (link === "cut") {
      near.resetAndDestroy();
      return;
    }
    const far = dial(socketPath());
    const pair = [near, far] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on("data", (chunk) => {
        // A silent network: what was sent is lost, and neither side hears of it.
        if (link === "silent") return;
        if (!to.write(chunk)) from.pause();
      });
      to.on("drain", () => from.resume());
      from.once("error", end);
      from.once("close", end);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const reset = () => {
    for (const [near, far] of pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
    pairs.clear();
  };
  return {
    port: (server.address() as AddressInfo).port,
    set(next) {
      // A connection that has lost bytes can't go on.
      if (next === "cut" || link === "silent") reset();
      link = next;
    },
    close() {
      reset();
      server.close();
    },
  };
}
