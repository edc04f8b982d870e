import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as a receiver sees it. */
interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** The response of a path to its nth request, from 1: a status, or none until `letGo`. */
type Answer = number | { status: number; headers: Record<string, string> } | "hang";

/** A receiver on the loopback address that stores what it gets. */
export interface Sink {
  url(path: string): string;
  /** Sets a path's responses; 200 by default. */
  answer(path: string, how: (nth: number) => Answer): void;
  received(path: string): Received[];
  /** Resolves once the path has got this many requests. */
  until(path: string, count: number): Promise<Received[]>;
  /** Responds to all hanging requests with 200. */
  letGo(): void;
  close(): Promise<void>;
}

export async function startSink(): Promise<Sink> {
  const received: Received[] = [];
  const answers = new Map<string, (nth: number) => Answer>();
  const hanging = new Set<ServerResponse>();
  const waiters = new Set<() => void>();
  const of = (path: string) => received.filter((request) => request.path === path);

  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const path = request.url ?? "";
    received.push({ path, headers: request.headers, body });
    const answer = answers.get(path)?.(of(path).length) ?? 200;
    if (answer === "hang") hanging.add(response);
    else if (typeof answer === "number") response.writeHead(answer).end("thanks");
    else response.writeHead(answer.status, answer.headers).end();
    for (const check of waiters) check();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    answer: (path, how) => void answers.set(path, how),
    received: of,
    until: (path, count) =>
      new Promise((resolve) => {
        const check = () => {
          if (of(path).length < count) return;
          waiters.delete(check);
          resolve(of(path));
        };
        waiters.add(check);
        check();
      }),
    letGo() {
      for (const response of hanging) response.writeHead(200).end();
      hanging.clear();
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
