import { jsonClient } from "../adapters/http.ts";
import { benchPayload, benchType } from "../event.ts";
import { type Figure, percentile } from "../figures.ts";
import { inParallel } from "../in-parallel.ts";
import type { Bench, Scenario } from "./scenario.ts";

/** What each screen of the console must stay below at its 95th percentile. */
const aimMs = 200;
const batchSize = 1000;
/** The number recorded and delivered at a time: the log is filled as in production. */
const chunk = 50_000;
const chunkPatienceMs = 600_000;
const warmUp = 5;

/** The type of a webhook whose address refuses every connection. */
const failingType = "kyc.failed";
const failures = 500;
const subjects = 1000;

/** How long the console's screens wait for their data while the log holds a million deliveries. */
export const consoleQueries: Scenario = {
  name: "console",
  async run({ quick, sink, instance }) {
    if (!instance) return [{ scenario: "console", note: "needs a service of its own" }];
    const stored = quick ? chunk : 1_000_000;
    const { url, token } = instance.remote;
    const client = jsonClient(url, token, 4);
    try {
      const project = await furnish(client, sink.url, quick ? 100 : 1000);
      await fill(client, sink, project, stored);
      const figures: Figure[] = [];
      for (const [name, query] of Object.entries(await queriesOf(client, project))) {
        figures.push(await measured(client, `console: ${name}`, query, quick ? 20 : 100));
      }
      const worst = Math.max(...figures.map(({ p95Ms = Number.NaN }) => p95Ms));
      const verdict = `${stored} deliveries stored; the aim is a p95 below ${aimMs} ms, the worst is ${worst.toFixed(0)}`;
      return figures.map((figure, at) => (at === 0 ? { ...figure, note: verdict } : figure));
    } finally {
      await client.close();
    }
  },
};

type Client = ReturnType<typeof jsonClient>;
interface BenchProject {
  id: string;
  apiKey: string;
  webhookId: string;
}

/** A project with two webhooks, a hook, and sessions, which have no call for many at once. */
async function furnish(client: Client, sinkUrl: string, sessions: number): Promise<BenchProject> {
  const { id, apiKey } = (await client.post("/manage/v1/projects", { name: "Bench", mode: "test" })) as {
    id: string;
    apiKey: string;
  };
  const webhook = (name: string, event: string, address: string, more: object) =>
    client.post("/manage/v1/webhooks", { projectId: id, name, url: address, events: [event], ...more });
  const good = (await webhook("Sink", benchType, `${sinkUrl}/ok`, { dialect: "standard" })) as { id: string };
  await webhook("Nobody", failingType, "http://127.0.0.1:59999/", { retry: { delaysSeconds: [0] } });
  await webhook("Hook", "before_order_add", `${sinkUrl}/hook`, { mode: "gate" });
  await inParallel(sessions, 4, async () => {
    await client.post("/manage/v1/sessions", { projectId: id, method: "document" });
  });
  const { example } = (await client.call("GET", "/manage/v1/event-types/before_order_add")) as {
    example: object;
  };
  await inParallel(sessions, 4, async () => {
    await client.post("/manage/v1/intercept/before_order_add", { projectId: id, payload: example });
  });
  return { id, apiKey, webhookId: good.id };
}

/** Records and delivers this many events, and some that can't be delivered. */
async function fill(
  client: Client,
  sink: Bench["sink"],
  { id: projectId, apiKey }: BenchProject,
  count: number,
): Promise<void> {
  const { example } = (await client.call("GET", `/manage/v1/event-types/${failingType}`)) as {
    example: object;
  };
  const failing = Array.from({ length: failures }, () => ({ type: failingType, payload: example }));
  await client.handOver("/manage/v1/events/batch", { projectId, events: failing }, apiKey);
  for (let done = 0; done < count; done += chunk) {
    await sink.reset();
    await inParallel(chunk / batchSize, 2, (batch) => {
      const events = Array.from({ length: batchSize }, (_, at) => ({
        type: benchType,
        subject: `subject-${(batch * batchSize + at) % subjects}`,
        payload: benchPayload(),
      }));
      return client.handOver("/manage/v1/events/batch", { projectId, events }, apiKey);
    });
    await sink.received(chunk, chunkPatienceMs);
  }
}

/** The screens' requests, by name. */
async function queriesOf(client: Client, project: BenchProject): Promise<Record<string, string>> {
  const of = (path: string, query = "") => `/manage/v1/${path}?projectId=${project.id}${query}`;
  const log = of("deliveries", "&limit=50");
  const page = (await client.call("GET", log)) as {
    data: { eventId: string; createdAt: string }[];
    nextCursor: string;
  };
  const newest = page.data[0];
  if (newest === undefined) throw new Error("the log is empty");
  const lately = new Date(Date.parse(newest.createdAt) - 60_000).toISOString();
  return {
    "the log": log,
    "the log, next page": `${log}&cursor=${encodeURIComponent(page.nextCursor)}`,
    "the log, a webhook": `${log}&webhookId=${project.webhookId}`,
    "the log, failed or retrying": `${log}&status=exhausted&status=retrying`,
    "the log, waiting": `${log}&status=pending`,
    "the log, a rare type": `${log}&type=${failingType}`,
    "the log, a type that is not there": `${log}&type=session.expired`,
    "the log, a status code that is not there": `${log}&statusCode=503`,
    "the log, the last minute": `${log}&createdAtFrom=${lately}`,
    "search, a subject": `${log}&subject=subject-7`,
    "search, an event": `${log}&eventId=${newest.eventId}`,
    events: of("events", "&limit=50"),
    "events, a subject": of("events", "&limit=50&subject=subject-7"),
    "events, a rare type": of("events", `&limit=50&type=${failingType}`),
    "events, a type that is not there": of("events", "&limit=50&type=session.expired"),
    "events of every project": "/manage/v1/events?limit=50",
    sessions: of("sessions", "&limit=50"),
    "sessions, failed": of("sessions", "&limit=50&status=failed"),
    interceptions: of("interceptions", "&limit=50"),
    "interceptions, denied": of("interceptions", "&limit=50&verdict=denied"),
    "reviews, open": of("reviews", "&status=open&limit=200"),
    "deliveries of an hour": of("stats/deliveries", "&range=1h"),
    "deliveries of 30 days": of("stats/deliveries", "&range=30d"),
    "sessions of 30 days": of("stats/sessions", "&range=30d"),
    "the queue": of("stats/queue", "&range=1h"),
    attention: of("attention"),
    "health of a webhook": `/manage/v1/webhooks/health?webhookId=${project.webhookId}`,
    "audit log": of("audit", "&limit=50"),
  };
}

/** Makes the requests one after another, as one person does. */
async function measured(client: Client, scenario: string, path: string, times: number): Promise<Figure> {
  const durations: number[] = [];
  for (let at = -warmUp; at < times; at++) {
    const from = performance.now();
    await client.call("GET", path);
    if (at >= 0) durations.push(performance.now() - from);
  }
  durations.sort((a, b) => a - b);
  return { scenario, p50Ms: percentile(durations, 0.5), p95Ms: percentile(durations, 0.95) };
}
