import type { ProjectId } from "@countersign/wire";
import { expect, onTestFinished, test, vi } from "vitest";
import { createBackPressure } from "./back-pressure.ts";

const [flood, neighbour] = ["flood" as ProjectId, "neighbour" as ProjectId];

function pressure() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const heldUp = new Map<ProjectId, number>();
  const { admit, relieve } = createBackPressure(
    { heldUp: (id) => heldUp.get(id) ?? 0, projectsHeldUp: () => heldUp.size },
    { maxHeldUp: 100, maxAdmissionMs: 50 },
  );
  const admitted: string[] = [];
  return {
    heldUp,
    relieve,
    admitted,
    isAtOnce(projectId: ProjectId) {
      const { turn, leave } = admit(projectId, 1);
      leave();
      return turn === null;
    },
    ask(name: string, events = 1) {
      const { turn, leave } = admit(flood, events);
      void turn?.then(() => admitted.push(name));
      return leave;
    },
  };
}

/** Lets promises settle. */
const settle = () => vi.advanceTimersByTimeAsync(0);

test("while this process keeps up, nobody waits", () => {
  const { heldUp, isAtOnce } = pressure();
  heldUp.set(flood, 99);
  expect(isAtOnce(flood)).toBe(true);
});

test("beyond the bound callers wait, first come, first served, and enter together", async () => {
  const { heldUp, relieve, admitted, ask } = pressure();
  heldUp.set(flood, 100);
  const leaveFirst = ask("first", 30);
  const leaveSecond = ask("second", 30);
  ask("third");
  heldUp.set(flood, 50);
  relieve(flood);
  await settle();
  expect(admitted).toEqual([]);
  heldUp.set(flood, 45);
  relieve(flood);
  await settle();
  // Those who have entered take part of the room until they leave.
  expect(admitted).toEqual(["first", "second"]);
  leaveFirst();
  await settle();
  expect(admitted).toEqual(["first", "second"]);
  leaveSecond();
  await settle();
  expect(admitted).toEqual(["first", "second", "third"]);
});

test("a call that comes later does not overtake those that wait", async () => {
  const { heldUp, relieve, admitted, ask } = pressure();
  heldUp.set(flood, 100);
  ask("first");
  heldUp.set(flood, 49);
  ask("second");
  await settle();
  expect(admitted).toEqual([]);
  relieve(flood);
  await settle();
  expect(admitted).toEqual(["first", "second"]);
});

test("nobody waits longer than the bound", async () => {
  const { heldUp, admitted, ask } = pressure();
  heldUp.set(flood, 5000);
  ask("first");
  await vi.advanceTimersByTimeAsync(49);
  expect(admitted).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(admitted).toEqual(["first"]);
});

test("a batch counts as 32 events, so that the next one is prepared meanwhile", () => {
  const { heldUp, isAtOnce, ask } = pressure();
  heldUp.set(flood, 40);
  ask("first", 1000);
  expect(isAtOnce(flood)).toBe(true);
  ask("second", 1000);
  expect(isAtOnce(flood)).toBe(false);
});

test("what one project has too much slows no other", () => {
  const { heldUp, isAtOnce } = pressure();
  heldUp.set(flood, 5000);
  expect([isAtOnce(flood), isAtOnce(neighbour)]).toEqual([false, true]);
  heldUp.set(neighbour, 49);
  expect(isAtOnce(neighbour)).toBe(true);
  heldUp.set(neighbour, 50);
  expect(isAtOnce(neighbour)).toBe(false);
});
