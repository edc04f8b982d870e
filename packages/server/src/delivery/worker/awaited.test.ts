import type { DeliveryId } from "@countersign/wire";
import { Counter, Registry } from "prom-client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { AwaitedDelivery, FreshDelivery } from "../../events/index.ts";
import type { WorkEnd } from "../work.ts";
import { createAwaited } from "./awaited.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const deliveryOf = (name: string): FreshDelivery => ({ id: name as DeliveryId }) as FreshDelivery;
const awaited = (name: string, timeoutMs = 2000): AwaitedDelivery => ({
  name,
  timeoutMs,
  fresh: deliveryOf(name),
});

/** The result of each delivery, and when; null: never. */
type Script = Record<string, { afterMs: number; outcome: WorkEnd } | null>;

function stage(script: Script, cancelled: readonly string[] = []) {
  const sent: string[] = [];
  const ended = new Counter({
    name: "ended",
    help: "x",
    labelNames: ["outcome"],
    registers: [new Registry()],
  });
  const send = createAwaited({
    send: ({ id }) => {
      sent.push(`${id} at ${Math.round(performance.now() - began)}`);
      const step = script[id];
      if (step === undefined) return Promise.reject(new Error("the store is down"));
      return new Promise((resolve) => {
        if (step) setTimeout(resolve, step.afterMs, step.outcome);
      });
    },
    renew: async (fresh) => (cancelled.includes(fresh.id) ? null : fresh),
    ended,
  });
  const began = performance.now();
  return {
    sent,
    async wait(deliveries: readonly AwaitedDelivery[]) {
      let waitedMs = Number.NaN;
      const missing = send(deliveries).then((names) => {
        waitedMs = Math.round(performance.now() - began);
        return names;
      });
      await vi.runAllTimersAsync();
      return { missing: await missing, waitedMs };
    },
    async counted() {
      const { values } = await ended.get();
      return Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]));
    },
  };
}

const soon = { afterMs: 100, outcome: "delivered" } as const;

describe("the wait", () => {
  test("has one called after the other, and ends with the last", async () => {
    const { sent, wait, counted } = stage({ a: soon, b: { afterMs: 50, outcome: "server-error" }, c: soon });
    const result = await wait(["a", "b", "c"].map((name) => awaited(name)));
    expect(result).toEqual({ missing: ["b"], waitedMs: 250 });
    expect(sent).toEqual(["a at 0", "b at 100", "c at 150"]);
    expect(await counted()).toEqual({ accepted: 2, failed: 1 });
  });

  test("passes by one whose own timeout is over", async () => {
    const { sent, wait, counted } = stage({ a: null, b: { afterMs: 20, outcome: "timeout" } });
    expect(await wait([awaited("a", 300), awaited("b")])).toEqual({ missing: ["a", "b"], waitedMs: 320 });
    expect(sent).toEqual(["a at 0", "b at 300"]);
    expect(await counted()).toEqual({ late: 2 });
  });

  test("takes ten seconds at most, and what is left then is sent all the same", async () => {
    const { sent, wait } = stage({ a: null, b: null, c: null, d: soon });
    const result = await wait(["a", "b", "c", "d"].map((name) => awaited(name, 6000)));
    expect(result).toEqual({ missing: ["a", "b", "c", "d"], waitedMs: 10_000 });
    expect(sent).toEqual(["a at 0", "b at 6000", "c at 10000", "d at 10000"]);
  });

  test("marks nothing if the webhook's condition is not met or it was disabled in between", async () => {
    const { wait, counted } = stage({
      a: { afterMs: 0, outcome: "condition" },
      b: { afterMs: 0, outcome: "disabled" },
    });
    expect(await wait([awaited("a"), awaited("b")])).toEqual({ missing: [], waitedMs: 0 });
    expect(await counted()).toEqual({ unwanted: 2 });
  });

  test("is none for deliveries that can't be sent now, were cancelled while waiting, or met an unavailable store", async () => {
    const { sent, wait, counted } = stage({ a: soon, b: soon, d: { afterMs: 0, outcome: null } }, ["b"]);
    const deliveries = [
      { ...awaited("z"), fresh: null },
      ...["a", "b", "c", "d"].map((name) => awaited(name)),
    ];
    expect(await wait(deliveries)).toEqual({ missing: ["z", "b", "c", "d"], waitedMs: 100 });
    expect(sent).toEqual(["a at 0", "c at 100", "d at 100"]);
    expect(await counted()).toEqual({ accepted: 1, unsent: 4 });
  });
});
