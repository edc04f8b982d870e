import { expect, test, vi } from "vitest";
import { warnOfPlainStore } from "./plain-store.ts";

function warned(url: string | null): unknown[] {
  const warn = vi.fn();
  warnOfPlainStore(url, { warn });
  expect(JSON.stringify(warn.mock.calls)).not.toContain("hunter2");
  return warn.mock.calls.map(([about]) => about);
}

test("a Postgres over the network without a certificate that is checked is warned of", () => {
  for (const [query, sslmode] of [
    ["", null],
    ["?sslmode=disable", "disable"],
    ["?sslmode=require", "require"],
    ["?application_name=a&sslmode=prefer", "prefer"],
  ]) {
    expect(warned(`postgres://app:hunter2@localhost,db.example.com:5432/app${query}`)).toEqual([{ sslmode }]);
    expect(warned(`postgres://app:hunter2@db.example.com:5432/app${query}`)).toEqual([{ sslmode }]);
  }
});

test("one that is checked, or on this machine, is not", () => {
  for (const url of [
    null,
    "postgres://app:hunter2@db.example.com/app?sslmode=verify-full&sslrootcert=/etc/ca.pem",
    "postgres://app:hunter2@db.example.com/app?sslmode=verify-ca&sslrootcert=/etc/ca.pem",
    "postgresql://app@127.0.0.1:5432/app",
    "postgres://app:hunter2@a.example.com,b.example.com:6432/app?sslmode=verify-full",
    "postgres://app@localhost,127.0.0.1:6432/app",
    "postgres://app@localhost/app",
    "postgres://app@[::1]/app",
    "postgres://app@%2Fvar%2Frun%2Fpostgresql/app",
    "postgres://app@any/app?host=/var/run/postgresql",
  ])
    expect(warned(url)).toEqual([]);
});
