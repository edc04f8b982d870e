import { expect, test } from "vitest";
import { hostsInTurn, hostsOf, postponeHost, preferHost } from "./hosts.ts";

test.each([
  ["postgres://u:p@a:5432/db", ["postgres://u:p@a:5432/db"]],
  [
    "postgres://u:p@a,b:6432/db?sslmode=verify-full",
    ["postgres://u:p@a/db?sslmode=verify-full", "postgres://u:p@b:6432/db?sslmode=verify-full"],
  ],
  [
    "postgresql://[fd00::1]:5432,[fd00::2]:5432/db",
    ["postgresql://[fd00::1]:5432/db", "postgresql://[fd00::2]:5432/db"],
  ],
  [
    "postgres://u:p%2Cq@a,b/db?target_session_attrs=read-write",
    ["postgres://u:p%2Cq@a/db", "postgres://u:p%2Cq@b/db"],
  ],
  [
    "postgres://a,b/db?target_session_attrs=any&sslmode=require",
    ["postgres://a/db?sslmode=require", "postgres://b/db?sslmode=require"],
  ],
  ["postgres://a/db?sslmode=require&target_session_attrs=any", ["postgres://a/db?sslmode=require"]],
  [
    "postgres://u:p@%2Ftmp%2Fa,%2Ftmp%2Fb/db",
    ["postgres://u:p@%2Ftmp%2Fa/db", "postgres://u:p@%2Ftmp%2Fb/db"],
  ],
])("%s lists its hosts", (url, hosts) => {
  expect(hostsOf(url)).toEqual(hosts);
});

test("the host that last accepted writes is tried first, and one that didn't respond last", () => {
  const url = "postgres://u@first,second,third/db";
  const inTurn = () => hostsInTurn(url).map((host) => /@(\w+)/.exec(host)?.[1]);
  expect(inTurn()).toEqual(["first", "second", "third"]);
  preferHost(url, "postgres://u@second/db");
  expect(inTurn()).toEqual(["second", "first", "third"]);
  postponeHost(url, "postgres://u@second/db");
  expect(inTurn()).toEqual(["first", "third", "second"]);
});
