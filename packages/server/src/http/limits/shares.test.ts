import type { ProjectId } from "@countersign/wire";
import fastify, { type FastifyRequest } from "fastify";
import { expect, onTestFinished, test } from "vitest";
import type { BearerActor } from "../../access/index.ts";
import { createPresence } from "../../quotas/index.ts";
import type { App } from "../types.ts";
import { shareByProject } from "./shares.ts";

const actorOf = ({ headers }: FastifyRequest): BearerActor => {
  const id = String(headers["x-caller"]);
  return id === "operator"
    ? { kind: "operator", id, name: id, roles: { everywhere: "admin", byProject: {} } }
    : { kind: "project", id: `key-of-${id}`, projectId: id as ProjectId, quotas: {}, archived: false };
};

/** An app whose calls wait until they are released. */
function appOf(presence = createPresence(() => performance.now())) {
  const app: App = fastify();
  const waiting: { caller: string; letGo: () => void }[] = [];
  const handler = (request: FastifyRequest) =>
    new Promise((resolve) => {
      const letGo = () => resolve({});
      waiting.push({ caller: String(request.headers["x-caller"]), letGo });
    });
  shareByProject(app, { presence }, actorOf);
  app.get("/list", handler);
  app.post("/count", { config: { readsMuch: true } }, handler);
  app.post("/write", handler);
  onTestFinished(() => app.close());
  const call = (method: "GET" | "POST", url: string, caller: string) =>
    app.inject({ method, url, headers: { "x-caller": caller } }).then(({ statusCode }) => statusCode);
  const underWay = (caller: string) => waiting.filter((each) => each.caller === caller).length;
  /** Releases calls until that many have got their response. */
  const answered = async (calls: Promise<number>[]) => {
    let over = false;
    const all = Promise.all(calls).finally(() => {
      over = true;
    });
    let most = 0;
    while (!over) {
      most = Math.max(most, waiting.length);
      for (const { letGo } of waiting.splice(0)) letGo();
      await new Promise(setImmediate);
    }
    return { most, statuses: new Set(await all) };
  };
  return { app, call, underWay, answered };
}

/** Long enough for every call to have got as far as it may. */
const settle = async () => {
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
};

test.each([
  ["GET", "/list"],
  ["POST", "/count"],
] as const)(
  "of a project's %s %s some are under way, the others wait, and all are answered",
  async (method, url) => {
    const { app, call, underWay, answered } = appOf();
    await app.ready();
    const flood = Array.from({ length: 50 }, () => call(method, url, "greedy"));
    await settle();
    expect(underWay("greedy")).toBe(8);
    const neighbour = [call(method, url, "neighbour")];
    await settle();
    expect(underWay("neighbour")).toBe(1);
    const { most, statuses } = await answered([...flood, ...neighbour]);
    expect(most).toBeLessThanOrEqual(9);
    expect(statuses).toEqual(new Set([200]));
  },
);

test("neither writes nor operators' reads wait", async () => {
  const { app, call, underWay, answered } = appOf();
  await app.ready();
  const writes = Array.from({ length: 50 }, () => call("POST", "/write", "greedy"));
  const reads = Array.from({ length: 50 }, () => call("GET", "/list", "operator"));
  await settle();
  expect([underWay("greedy"), underWay("operator")]).toEqual([50, 50]);
  await answered([...writes, ...reads]);
});

test("a neighbour who only writes counts as one: a project then has fewer reads under way", async () => {
  const { call, answered } = appOf();
  const lists = () => Array.from({ length: 20 }, () => call("GET", "/list", "flood"));
  expect((await answered(lists())).most).toBe(8);
  await answered([call("POST", "/write", "neighbour")]);
  expect((await answered(lists())).most).toBe(4);
});

test("an operator who writes for a project does not count as another share", async () => {
  const presence = createPresence(() => 0);
  const { call, answered } = appOf(presence);
  presence.notice("operator");
  await answered([call("POST", "/write", "operator")]);
  expect(presence.isAlone("operator")).toBe(true);
});

test("a project that calls is a neighbour of the others, not of itself", async () => {
  const presence = createPresence(() => 0);
  const { call, answered } = appOf(presence);
  await answered([call("POST", "/write", "one"), call("POST", "/write", "one")]);
  expect(presence.isAlone("one")).toBe(true);
  expect(presence.isAlone("two")).toBe(false);
});
