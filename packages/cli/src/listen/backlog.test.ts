import fc from "fast-check";
import { expect, test } from "vitest";
import { createBacklog, type Entry } from "./backlog.ts";

/** What a run of `listen` may do next, in any order. */
const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant("add" as const), lane: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("take" as const) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant("done" as const), at: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("block" as const), at: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("unblock" as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("pass" as const) }) },
);

test("lanes keep their order, and the cursor never stands behind something that is not forwarded", () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 200 }), (actions) => {
      const backlog = createBacklog();
      const added: Entry[] = [];
      const taken: Entry[] = [];
      const forwarded: Entry[] = [];
      let place = 0;
      const finish = (entry: Entry) => {
        backlog.done(entry);
        forwarded.push(entry);
      };
      for (const each of actions) {
        if (each.does === "add") {
          place++;
          const entry = { eventId: `e${place}`, lane: `${each.lane}`, position: `${place}`, createdAt: "" };
          backlog.add(entry);
          added.push(entry);
        } else if (each.does === "pass") backlog.pass(`${++place}`);
        else if (each.does === "unblock") backlog.unblock();
        else if (each.does === "take") {
          const entry = backlog.take();
          if (entry !== null) taken.push(entry);
        } else {
          const [entry] = taken.splice(each.at % Math.max(1, taken.length), 1);
          if (entry === undefined) continue;
          if (each.does === "done") finish(entry);
          else backlog.block(entry);
        }
        const cursor = Number(backlog.cursor()?.position ?? 0);
        const open = added.filter((entry) => !forwarded.includes(entry));
        for (const { position } of open) expect(Number(position)).toBeGreaterThan(cursor);
        if (open.length === 0) expect(cursor).toBe(place);
        // Nobody has two of one lane at a time.
        expect(new Set(taken.map(({ lane }) => lane)).size).toBe(taken.length);
      }
      backlog.unblock();
      for (const entry of taken) finish(entry);
      for (let entry = backlog.take(); entry !== null; entry = backlog.take()) finish(entry);
      expect(backlog.size()).toBe(0);
      for (const lane of ["0", "1", "2", "3"]) {
        const of = (entries: Entry[]) => entries.filter((entry) => entry.lane === lane);
        expect(of(forwarded)).toEqual(of(added));
      }
    }),
  );
});

test("what was not read from the stream moves no position", () => {
  const backlog = createBacklog({ position: "p1", createdAt: "2026-01-01" });
  const entry = { eventId: "e1", lane: "a", position: null, createdAt: "2026-01-02" };
  backlog.add(entry);
  backlog.pass("p2");
  expect(backlog.cursor()).toEqual({ position: "p1", createdAt: "2026-01-01" });
  backlog.done(entry);
  expect(backlog.cursor()).toEqual({ position: "p2", createdAt: "2026-01-02" });
});
