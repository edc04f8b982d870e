import { expect, test } from "vitest";
import { redirectProblem } from "./redirect-address.ts";

test.each([
  "https://example.com/success",
  "https://example.com:8443/a?b=c#d",
  "https://10.0.0.1/inside",
  "https://пример.рф/",
  "http://localhost:3000/done",
  "http://127.0.0.1:3000/",
  "http://[::1]:3000/",
])("%s can be a redirect", (address) => {
  expect(redirectProblem(address)).toBeNull();
});

test.each([
  ["http://example.com/", "https"],
  ["http://localhost.example.com/", "https"],
  ["http://127.0.0.1.example.com/", "https"],
  ["http://10.0.0.1/", "https"],
  ["javascript:alert(1)", "https"],
  ["java\tscript:alert(1)", "control"],
  ["data:text/html,x", "https"],
  ["ftp://example.com/", "https"],
  ["intent://example.com/", "https"],
  ["//example.com/", "absolute"],
  ["/relative", "absolute"],
  ["", "absolute"],
  ["https://", "absolute"],
  ["https://user@example.com/", "user name"],
  ["https://:pass@example.com/", "user name"],
  ["https://example.com/ x", "space"],
  ["https://example.com/\u0000", "control"],
  [`https://example.com/${"x".repeat(2000)}`, "longer"],
])("%j can't: %s", (address, why) => {
  expect(redirectProblem(address)).toContain(why);
});
