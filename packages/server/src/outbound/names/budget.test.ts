import fc from "fast-check";
import { expect, test } from "vitest";
import { createBudget } from "./budget.ts";

const limits = { inAll: 4, perOwner: 2, waitingPerOwner: 1000 };
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("free places go round the owners that wait, within both bounds", async () => {
  const budget = createBudget(limits);
  const started: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () => {
    started.push(name);
    return new Promise<void>((resolve) => ends.push(resolve));
  };
  for (let i = 0; i < 6; i++) budget.run("a", work("a"));
  for (const owner of ["b", "c", "d"]) budget.run(owner, work(owner));
  expect(started).toEqual(["a", "a", "b", "c"]);
  ends[0]?.();
  await settle();
  expect(started.slice(4)).toEqual(["d"]);
});

test("all work is done once, however it comes and ends, and never more at a time than allowed", async () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant("run" as const), owner: fc.constantFrom("a", "b", "c") }),
      fc.record({ kind: fc.constant("end" as const), at: fc.nat(20), fails: fc.boolean() }),
      fc.record({ kind: fc.constant("leave" as const), at: fc.nat(20) }),
    ),
    { maxLength: 60 },
  );
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const budget = createBudget(limits);
      const running = new Map<string, number>();
      const ends: ((fails: boolean) => void)[] = [];
      const turns: { leave(): void; state: "waiting" | "running" | "left" | "done" }[] = [];
      for (const step of script) {
        if (step.kind === "run") {
          const { owner } = step;
          const entry: (typeof turns)[number] = { leave: () => {}, state: "waiting" };
          const turn = budget.run(owner, () => {
            expect(entry.state).toBe("waiting");
            entry.state = "running";
            running.set(owner, (running.get(owner) ?? 0) + 1);
            return new Promise<void>((resolve, reject) => {
              ends.push((fails) => {
                if (entry.state !== "running") return;
                entry.state = "done";
                running.set(owner, (running.get(owner) ?? 0) - 1);
                if (fails) reject(new Error("failed"));
                else resolve();
              });
            });
          });
          turn.result.catch(() => {});
          entry.leave = turn.leave;
          turns.push(entry);
        } else if (step.kind === "end") ends[step.at]?.(step.fails);
        else {
          const entry = turns[step.at];
          if (entry?.state === "waiting") entry.state = "left";
          entry?.leave();
        }
        await settle();
        const counts = [...running.values()];
        expect(Math.max(0, ...counts)).toBeLessThanOrEqual(limits.perOwner);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(limits.inAll);
      }
      for (let at = 0; at < ends.length; at++) {
        ends[at]?.(false);
        await settle();
      }
      expect(turns.filter(({ state }) => state === "waiting" || state === "running")).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
