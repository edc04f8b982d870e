import { Pool } from "undici";
import { type JsonClient, jsonClient } from "../adapters/http.ts";
import { type Figure, percentile } from "../figures.ts";
import { forSeconds } from "../in-parallel.ts";
import type { Bench, Scenario } from "./scenario.ts";

const event = "before_registration";
const user = {
  phone: "+70000000000",
  email: "ivan@example.com",
  lastName: "Петров",
  firstName: "Иван",
  middleName: null,
  birthDate: "1990-05-15",
  cardNumber: null,
};
const callersAtOnce = 16;

/**
 * The cost of calling hooks beyond the calls themselves: chains that change nothing, minus the same
 * API call without a hook, compared with bare calls of the hooks' address.
 */
export const interception: Scenario = {
  name: "interception",
  async run(bench) {
    const { instance, sink } = bench;
    if (!instance) return [{ scenario: "interception", note: "needs a service of its own" }];
    const client = jsonClient(instance.remote.url, instance.remote.token, callersAtOnce);
    const pool = new Pool(sink.url, { connections: callersAtOnce, pipelining: 1 });
    const spent: number[] = [];
    const unasked = await timed(bench, await chain(client, `${sink.url}/ok`, 0, spent));
    const idle = `looking for hooks took ${(1000 * median(spent)).toFixed(0)} µs of it, by its trace, at the median`;
    const figures: Figure[] = [
      { ...unasked.figure, scenario: "intercept, hooks: 0", note: `${unasked.figure.note}; ${idle}` },
    ];
    for (const hooks of [1, 5]) {
      const asked = await timed(bench, await chain(client, `${sink.url}/ok`, hooks));
      const figure = { ...asked.figure, scenario: `intercept, hooks: ${hooks}` };
      const bare = await timed(bench, () => inARow(hooks, () => bareCall(pool)));
      const beyond = asked.p50Ms - unasked.p50Ms - bare.p50Ms;
      const overhead = `the chain costs ${beyond.toFixed(1)} ms beyond the bare calls, at the median`;
      figures.push({ ...bare.figure, scenario: `bare calls in a row: ${hooks}` });
      figures.push({ ...figure, note: `${figure.note}; ${overhead}` });
    }
    await client.close();
    await pool.close();
    return figures;
  },
};

async function newProject(client: JsonClient): Promise<{ id: string; apiKey: string }> {
  const project = await client.post("/manage/v1/projects", { name: "Bench", mode: "test" });
  return project as { id: string; apiKey: string };
}

function median(values: readonly number[]): number {
  return percentile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

/**
 * A call for which this many hooks of a new project are called, all at the address; `spent` gets
 * the milliseconds of each chain from its own trace.
 */
async function chain(
  client: JsonClient,
  url: string,
  hooks: number,
  spent: number[] = [],
): Promise<() => Promise<void>> {
  const project = await newProject(client);
  for (let order = 0; order < hooks; order++) {
    const settings = {
      projectId: project.id,
      name: `Hook ${order}`,
      url,
      events: [event],
      mode: "gate",
      order,
    };
    await client.post("/manage/v1/webhooks", settings);
  }
  const body = { projectId: project.id, payload: { user } };
  return async () => {
    const { allow, totalMs } = (await client.post(`/manage/v1/intercept/${event}`, body, project.apiKey)) as {
      allow: boolean;
      totalMs: number;
    };
    if (!allow) throw new Error("a hook that allows everything counted as a denial");
    spent.push(totalMs);
  };
}

async function bareCall(pool: Pool): Promise<void> {
  const answer = await pool.request({
    method: "POST",
    path: "/ok",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ type: event, data: { user } }),
  });
  await answer.body.dump();
}

async function inARow(times: number, work: () => Promise<void>): Promise<void> {
  for (let time = 0; time < times; time++) await work();
}

/** The duration of one call by a single caller, and the rate with several callers. */
async function timed(
  { quick }: Bench,
  work: () => Promise<void>,
): Promise<{ figure: Figure & { note: string }; p50Ms: number }> {
  const seconds = quick ? 0.3 : 4;
  await forSeconds(seconds, callersAtOnce, work); // to warm up
  const together = await forSeconds(seconds, callersAtOnce, work);
  const times: number[] = [];
  await forSeconds(seconds, 1, async () => {
    const from = performance.now();
    await work();
    times.push(performance.now() - from);
  });
  times.sort((a, b) => a - b);
  const p50Ms = percentile(times, 0.5);
  const note = `${Math.round(together / seconds)} a second with ${callersAtOnce} callers`;
  return { figure: { scenario: "", p50Ms, p99Ms: percentile(times, 0.99), note }, p50Ms };
}
