import { expect, test } from "vitest";
import { FilesUnavailable } from "../contract.ts";
import { createBreaker } from "./breaker.ts";

test("after a failure calls fail at once for two seconds, or until one succeeds", () => {
  let now = 0;
  const breaker = createBreaker(() => now);
  breaker.require();
  breaker.open(new FilesUnavailable("no response in time"));
  now = 1999;
  expect(() => breaker.require()).toThrow("no response in time");
  now = 2000;
  breaker.require();
  breaker.open(new FilesUnavailable("no response in time"));
  breaker.close();
  breaker.require();
});
