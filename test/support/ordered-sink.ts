import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/**
 * A receiver for the test that calls this. It records the ids of events, and for each subject the
 * numbers of its events in the order of their first arrival.
 */
export async function orderedSink() {
  const ids = new Set<string>();
  const bySubject = new Map<string, number[]>();
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request.setEncoding("utf8")) text += chunk;
    const { userId, number } = JSON.parse(text).data.session.metadata;
    const id = String(request.headers["webhook-id"]);
    if (!ids.has(id)) bySubject.set(userId, [...(bySubject.get(userId) ?? []), number]);
    ids.add(id);
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ids, bySubject };
}
