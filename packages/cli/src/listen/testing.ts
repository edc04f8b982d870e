import type { Connection } from "../api/connection.ts";

/** A service of a test: its responses by the beginning of the path, the first that fits. */
export type FakeRoutes = Readonly<Record<string, (request: Request) => unknown>>;

/** A connection to a service that only has these responses; other values are sent as JSON. */
export function fakeConnection(routes: FakeRoutes, signal = new AbortController().signal): Connection {
  return {
    url: "http://service.test",
    token: "cso_test",
    projectId: "p",
    signal,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const path = request.url.slice("http://service.test/manage/v1".length);
      const [, respond] = Object.entries(routes).find(([prefix]) => path.startsWith(prefix)) ?? [];
      const response = respond?.(request);
      if (response instanceof Response) return response;
      return response === undefined ? new Response(null, { status: 404 }) : Response.json(response);
    },
  };
}

/** A journal in memory. */
export function memoryJournal(cursor: { position: string; createdAt: string | null } | null = null) {
  const settled: string[] = [];
  let place = cursor;
  return {
    list: settled,
    cursor: () => place,
    has: (id: string) => settled.includes(id),
    settled: (id: string) => void settled.push(id),
    moveTo: (next: typeof place & object) => {
      place = next;
    },
    close: () => undefined,
  };
}
