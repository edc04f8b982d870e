import { expect, test } from "vitest";
import type { Inbox } from "../inbox.ts";

/** Where an inbox's handlers write, as the suite sees it. */
export interface InboxUnderTest<Tx> {
  inbox: Inbox<Tx>;
  /** another inbox over the same store, as in another process; null if there can't be one */
  other: Inbox<Tx> | null;
  /** writes a note in the transaction; null where there is none */
  write: ((tx: Tx, note: string) => Promise<void>) | null;
  /** the notes that were committed */
  notes(): Promise<string[]>;
}

/** The promises of {@link Inbox}, which every implementation keeps. Call it in its test. */
export function inboxConformance<Tx>(open: () => Promise<InboxUnderTest<Tx>>): void {
  test("an effect is committed once for each id", async () => {
    const { inbox, write, notes } = await open();
    const effect = async ({ tx }: { tx: Tx }) => {
      await write?.(tx, "done");
      return 7;
    };
    expect(await inbox.once("evt_1", effect)).toEqual({ duplicate: false, result: 7 });
    expect(await inbox.once("evt_1", effect)).toEqual({ duplicate: true });
    expect(await inbox.once("evt_2", effect)).toEqual({ duplicate: false, result: 7 });
    if (write !== null) expect(await notes()).toEqual(["done", "done"]);
  });

  test("an effect that fails leaves nothing, and may be tried again", async () => {
    const { inbox, write, notes } = await open();
    const failing = inbox.once("evt_1", async ({ tx, advance }) => {
      await write?.(tx, "half");
      expect(await advance("users 1", 5)).toBe(true);
      throw new Error("crash");
    });
    await expect(failing).rejects.toThrow("crash");
    const again = await inbox.once("evt_1", async ({ tx, advance }) => {
      await write?.(tx, "whole");
      return advance("users 1", 5);
    });
    expect(again).toEqual({ duplicate: false, result: true });
    if (write !== null) expect(await notes()).toEqual(["whole"]);
  });

  test("of calls with one id at the same time, one has its effect, in whatever process", async () => {
    const { inbox, other } = await open();
    let effects = 0;
    const effect = async () => {
      effects++;
      await new Promise(setImmediate);
      return effects;
    };
    const inboxes = Array.from({ length: 6 }, (_, index) => (index % 2 ? (other ?? inbox) : inbox));
    const taken = await Promise.all(inboxes.map((each) => each.once("evt_1", effect)));
    expect(taken.filter(({ duplicate }) => !duplicate)).toEqual([{ duplicate: false, result: 1 }]);
    expect(effects).toBe(1);
  });

  test("of calls at the same time whose first fails, the next has its effect", async () => {
    const { inbox, other } = await open();
    let effects = 0;
    const effect = async () => {
      if (++effects === 1) throw new Error("crash");
    };
    const inboxes = [inbox, other ?? inbox, inbox];
    const taken = await Promise.allSettled(inboxes.map((each) => each.once("evt_1", effect)));
    expect(taken.map(({ status }) => status).sort()).toEqual(["fulfilled", "fulfilled", "rejected"]);
    expect(effects).toBe(2);
  });

  test("a stream moves on only, and each by itself", async () => {
    const { inbox } = await open();
    const advances: boolean[] = [];
    const steps: [string, number][] = [
      ["a", 2],
      ["a", 1],
      ["a", 2],
      ["b", 1],
      ["a", 10],
      ["a", 9],
    ];
    for (const [index, [stream, sequence]] of steps.entries())
      await inbox.once(`evt_${index}`, async ({ advance }) => {
        advances.push(await advance(stream, sequence));
      });
    expect(advances).toEqual([true, false, false, true, true, false]);
    const within = await inbox.once("evt_x", async ({ advance }) => [
      await advance("c", 1),
      await advance("c", 1),
    ]);
    expect(within).toEqual({ duplicate: false, result: [true, false] });
  });
}
