import { execFileSync } from "node:child_process";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { gatherLines } from "./log-lines.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function gathering() {
  const written: string[] = [];
  const flushSync = vi.fn();
  return { written, flushSync, lines: gatherLines({ write: (text) => written.push(text), flushSync }) };
}

test("lines of one moment are written together, within 50 ms, in order", () => {
  const { written, lines } = gathering();
  lines.write("one\n");
  vi.advanceTimersByTime(40);
  lines.write("two\n");
  expect(written).toEqual([]);
  vi.advanceTimersByTime(10);
  expect(written).toEqual(["one\ntwo\n"]);
  lines.write("three\n");
  vi.advanceTimersByTime(50);
  expect(written).toEqual(["one\ntwo\n", "three\n"]);
});

test("many lines don't wait, and a flush leaves none behind", () => {
  const { written, flushSync, lines } = gathering();
  lines.write("x".repeat(40_000));
  expect(written).toHaveLength(1);
  lines.write("last\n");
  lines.flushSync();
  expect(written[1]).toBe("last\n");
  expect(flushSync).toHaveBeenCalledOnce();
  vi.runAllTimers();
  expect(written).toHaveLength(2);
});

test.each([
  ["comes to its end", ""],
  ["exits", "process.exit(0);"],
  ["fails", 'log.fatal("over"); process.exit(1);'],
])("the log of a process that %s is whole", (_how, end) => {
  const script = `
    import { createLog } from ${JSON.stringify(path.join(import.meta.dirname, "log.ts"))};
    const log = createLog();
    for (let line = 0; line < 300; line++) log.info({ line }, "said");
    ${end}`;
  const output = outputOf(["--input-type=module", "--eval", script]);
  expect(output.match(/"said"/g)).toHaveLength(300);
});

/** What a process writes to its standard output, however it ends. */
function outputOf(args: string[]): string {
  try {
    return execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}
