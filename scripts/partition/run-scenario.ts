import { caller } from "../../examples/demo/client.ts";
import { type Account, accountOf } from "./account.ts";
import { type Cluster, operatorToken } from "./cluster.ts";
import { type Load, orderedType, startLoad, unorderedType } from "./load.ts";
import { loadOn } from "./load-on.ts";
import type { Machine } from "./machine.ts";
import type { Options } from "./options.ts";
import type { Scenario } from "./scenarios.ts";
import type { Sink } from "./sink.ts";
import { until } from "./until.ts";
import { watchFailover } from "./watch.ts";

/** The part of the events that callers on the victim's own machine record, where there are some. */
const shareInside = 0.2;
/** Deliveries of a dead process are sent again after 30 s, when its leases have ended. */
const settledMs = 100_000;
const patienceMs = 900_000;

/** Records events, lets it happen to a machine, restores that, and counts what has arrived. */
export async function runScenario(
  scenario: Scenario,
  { cluster, sink }: { cluster: Cluster; sink: Sink },
  options: Options,
  serviceSettings: Record<string, string>,
  say: (text: string) => void,
): Promise<Account> {
  await cluster.whole();
  sink.reset();
  const primary = await cluster.primary();
  const standby = cluster.machines.find((machine) => machine !== primary) ?? primary;
  const victim = scenario.victim === "primary" ? primary : standby;
  const survivors = cluster.machines.filter((machine) => machine !== victim);
  const project = { token: operatorToken, projectId: await makeProject(primary, sink) };

  const eventsInside = scenario.callersInside ? Math.floor(options.events * shareInside) : 0;
  const eventsOutside = options.events - eventsInside;
  const urls = cluster.machines.map(({ url }) => url);
  const outside = startLoad({ ...project, name: "outside", urls, events: eventsOutside, rate: options.rate });
  const loadInside: Load = {
    ...project,
    name: "inside",
    urls: [victim.url],
    events: eventsInside,
    rate: options.rate * shareInside,
  };
  const inside = scenario.callersInside ? loadOn(victim.place, loadInside) : null;

  await until("a fifth is accepted", patienceMs, () => outside.loaded.accepted.length > eventsOutside / 5);
  say(`node ${victim.node}, the ${scenario.victim}, at ${outside.loaded.accepted.length} events`);
  const begunAt = Date.now();
  scenario.begin(victim);
  const failover = scenario.victim === "primary" ? watchFailover(victim, survivors) : null;
  await until("the fault has lasted", patienceMs, () => Date.now() > begunAt + options.seconds * 1000);
  const endedAt = Date.now();
  scenario.end(victim, serviceSettings);
  say(`it is back, at ${outside.loaded.accepted.length} events`);

  await outside.ended;
  const loads = { outside: outside.loaded, inside: (await inside) ?? null };
  say("all events are accepted");
  await cluster.whole();
  say("the cluster is whole");
  const accepted = new Set(
    [...loads.outside.accepted, ...(loads.inside?.accepted ?? [])].map(({ id }) => id),
  );
  const missing = () => [...accepted].filter((id) => !sink.arrivals.has(id));
  await until(
    "everything has arrived, or nothing arrives any more",
    patienceMs,
    () => missing().length === 0 || performance.now() > sink.lastAt() + settledMs,
  );
  return accountOf(scenario, {
    sink,
    loads,
    accepted,
    lost: missing(),
    begunAt,
    endedAt,
    survivors: survivors.map(({ url }) => url),
    failover: await failover,
  });
}

/** One webhook keeps the order of each subject, the other has none. */
async function makeProject(machine: Machine, sink: Sink): Promise<string> {
  const manage = caller(`${machine.url}/manage/v1`, { authorization: `Bearer ${operatorToken}` });
  const { id: projectId } = await manage("/projects", { name: "Partition", mode: "test" });
  const webhook = { projectId, url: sink.url, dialect: "standard" };
  await manage("/webhooks", { ...webhook, name: "Ordered", events: [orderedType], fifo: "subject" });
  await manage("/webhooks", { ...webhook, name: "Plain", events: [unorderedType] });
  return projectId;
}
