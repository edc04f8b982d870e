import { expect, test, vi } from "vitest";
import { type ServingProcess, supervise } from "./supervise.ts";

interface Fake extends ServingProcess {
  number: number;
  asked: string[];
  serve(): void;
  end(): void;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

function fleetOf(count: number) {
  const started: Fake[] = [];
  const pauses: number[] = [];
  const giveUp = vi.fn();
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const start = (number: number): Fake => {
    const ready = Promise.withResolvers<boolean>();
    const ended = Promise.withResolvers<void>();
    const asked: string[] = [];
    const fake: Fake = {
      number,
      asked,
      ready: ready.promise,
      ended: ended.promise,
      retire: () => void asked.push("retire"),
      stop: () => void asked.push("stop"),
      serve: () => ready.resolve(true),
      end() {
        ready.resolve(false);
        ended.resolve();
      },
    };
    started.push(fake);
    return fake;
  };
  const pause = async (ms: number) => void pauses.push(ms);
  const fleet = supervise({ count, start, now: () => 0, pause, log, giveUp });
  const at = (index: number): Fake => {
    const fake = started[index];
    if (fake === undefined) throw new Error(`only ${started.length} were started`);
    return fake;
  };
  return { fleet, started, at, pauses, giveUp };
}

async function servingFleet(count: number) {
  const made = fleetOf(count);
  const ready = made.fleet.start();
  for (const fake of made.started) fake.serve();
  expect(await ready).toBe(true);
  return made;
}

test("a process that ends is replaced in its place, and the others stay", async () => {
  const { fleet, at, started, pauses } = await servingFleet(2);
  at(1).end();
  await settled();
  expect(started.map(({ number }) => number)).toEqual([1, 2, 2]);
  expect(fleet.counts()).toEqual({ serving: 1, restarts: 1 });
  at(2).serve();
  await settled();
  expect(fleet.counts()).toEqual({ serving: 2, restarts: 1 });
  expect(pauses).toEqual([0]);
});

test("a start during which a process ends has failed, and nothing is started again", async () => {
  const { fleet, at, started } = fleetOf(2);
  const ready = fleet.start();
  at(0).serve();
  at(1).end();
  expect(await ready).toBe(false);
  await settled();
  expect(started).toHaveLength(2);
});

test("while another one serves, a process that never starts is tried again and again, ever more slowly", async () => {
  const { at, pauses, giveUp } = await servingFleet(2);
  for (let n = 1; n < 12; n++) {
    at(n).end();
    await settled();
  }
  expect(pauses.slice(0, 4)).toEqual([0, 200, 400, 800]);
  expect(pauses.at(-1)).toBe(30_000);
  expect(giveUp).not.toHaveBeenCalled();
});

test("if none serves and none can be started, it gives up", async () => {
  const { at, started, giveUp } = await servingFleet(1);
  for (let n = 0; n < 6; n++) {
    expect(giveUp).not.toHaveBeenCalled();
    at(n).end();
    await settled();
  }
  expect(giveUp).toHaveBeenCalledOnce();
  expect(started).toHaveLength(6);
});

test("all are replaced one after the other: each ends only when its successor serves", async () => {
  const { fleet, at, started } = await servingFleet(2);
  const replaced = fleet.replaceAll();
  await settled();
  expect([started.length, at(0).asked]).toEqual([3, []]);
  at(2).serve();
  await settled();
  expect([started.length, at(0).asked]).toEqual([3, ["retire"]]);
  at(0).end();
  await settled();
  expect([started.length, at(1).asked]).toEqual([4, []]);
  at(3).serve();
  await settled();
  at(1).end();
  await replaced;
  expect(fleet.counts()).toEqual({ serving: 2, restarts: 0 });
  expect(started.map(({ number }) => number)).toEqual([1, 2, 1, 2]);
});

test("a successor that does not start leaves the old ones where they are", async () => {
  const { fleet, at, started } = await servingFleet(2);
  const replaced = fleet.replaceAll();
  at(2).end();
  await replaced;
  expect([at(0).asked, at(1).asked, started.length]).toEqual([[], [], 3]);
});

test("a process that dies while its successor starts is not started twice", async () => {
  const { fleet, at, started } = await servingFleet(1);
  const replaced = fleet.replaceAll();
  at(0).end();
  await settled();
  expect(started).toHaveLength(2);
  at(1).serve();
  await replaced;
  expect(fleet.counts().serving).toBe(1);
});

test("a stop reaches all, also those that start, and nothing is started after it", async () => {
  const { fleet, at, started } = await servingFleet(2);
  void fleet.replaceAll();
  const stopped = fleet.stop();
  expect(started.map(({ asked }) => asked)).toEqual([["stop"], ["stop"], ["stop"]]);
  for (const n of [0, 1, 2]) at(n).end();
  await stopped;
  await settled();
  expect(started).toHaveLength(3);
});
