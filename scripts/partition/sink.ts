import { createServer } from "node:http";

/** The receiver of all webhooks. */
export interface Sink {
  readonly url: string;
  readonly arrivals: ReadonlyMap<string, number>;
  /** When something last arrived, by `performance.now`. */
  lastAt(): number;
  /** Places where a lane's event arrived, the first time, after a later one of the lane. */
  inversions(): number;
  reset(): void;
}

/** Listens on the address. */
export async function startSink(address: string): Promise<Sink> {
  const arrivals = new Map<string, number>();
  const lanes = new Map<string, number[]>();
  let lastAt = performance.now();
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request.setEncoding("utf8")) text += chunk;
    const id = String(request.headers["webhook-id"]);
    const { lane, number } = JSON.parse(text).data.session.metadata;
    if (!arrivals.has(id)) lanes.set(lane, [...(lanes.get(lane) ?? []), number]);
    arrivals.set(id, (arrivals.get(id) ?? 0) + 1);
    lastAt = performance.now();
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("the sink has no port");
  return {
    url: `http://${address}:${bound.port}`,
    arrivals,
    lastAt: () => lastAt,
    inversions: () =>
      [...lanes].filter(isOrdered).reduce((sum, [, numbers]) => sum + inversionsIn(numbers), 0),
    reset() {
      arrivals.clear();
      lanes.clear();
    },
  };
}

const isOrdered = ([lane]: [string, number[]]) => lane.startsWith("ordered");

function inversionsIn(numbers: readonly number[]): number {
  return numbers.filter((number, index) => index > 0 && number < (numbers[index - 1] ?? 0)).length;
}
