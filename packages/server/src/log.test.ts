import { expect, test } from "vitest";
import { DatabaseError } from "./db/index.ts";
import { createLog, describeError } from "./log.ts";

test("an error is logged by its kind and place; a message that may quote values is left out", () => {
  const parsing = (() => {
    try {
      return JSON.parse("IVANOV");
    } catch (error) {
      return error;
    }
  })();
  expect(describeError(parsing)).toMatchObject({ type: "SyntaxError", at: expect.any(Array) });
  expect(JSON.stringify(describeError(parsing))).not.toContain("IVANOV");
  const database = new DatabaseError('invalid input: "IVANOV"', "22P02");
  expect(JSON.stringify(describeError(database))).not.toContain("IVANOV");
  expect(describeError(database)).toMatchObject({ type: "DatabaseError", code: "22P02" });
  expect(describeError(new Error("ours", { cause: parsing }))).toMatchObject({
    message: "ours",
    cause: { type: "SyntaxError" },
  });
  expect(describeError("IVANOV")).toEqual({ type: "string" });
});

test("the log is JSON lines that nothing has to be redacted in", () => {
  const lines: string[] = [];
  const log = createLog({ to: { write: (line) => void lines.push(line) } });
  log.child({ part: "http" }).error({ err: new TypeError("ours") }, "failed");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    level: 50,
    part: "http",
    err: { message: "ours" },
    msg: "failed",
  });
});
