import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createdTables, growingTables, migrationProblems } from "./migration-rules.ts";
import { previousRelease } from "./previous-release.ts";

const folder = path.resolve(import.meta.dirname, "../packages/server/src/db/migrations");
const all = readdirSync(folder)
  .sort()
  .map((name) => ({ name, text: readFileSync(path.join(folder, name), "utf8") }));

test("what is not released yet leaves the previous release working", () => {
  const own = all.slice(previousRelease.migrations);
  const created = new Set(own.flatMap(({ text }) => createdTables(text)));
  const problems = own.flatMap(({ name, text }) =>
    migrationProblems(text, created).map((problem) => `${name} ${problem}`),
  );
  expect(problems).toEqual([]);
});

test("the tables that grow are tables", () => {
  const tables = new Set(all.flatMap(({ text }) => createdTables(text)));
  expect(growingTables.filter((each) => !tables.has(each))).toEqual([]);
});

test.each([
  ["create table t (a text not null)", 0],
  ["alter table projects add column a text", 0],
  ["alter table projects add column a text not null default 'b', add column c integer", 0],
  ["create index t on only events (a)", 0],
  [
    "-- without a transaction\ndrop index concurrently if exists t;\ncreate index concurrently t on events (a);",
    0,
  ],
  ["alter table fresh drop column a", 0],
  ["create function f() returns void language plpgsql as $$ begin drop table x; end $$", 0],
  ["do $$ begin drop table x; end $$", 1],
  ["alter table projects drop column a", 1],
  ["drop table if exists projects", 1],
  ["drop index a", 1],
  ["alter table projects rename column a to b", 1],
  ["alter table projects alter column a type bigint", 1],
  ["alter table projects alter column a set not null", 1],
  ["alter table projects alter column a drop not null", 1],
  ["alter table projects add column a text not null", 1],
  ["alter table projects add column b text default 'x', add column a text not null", 1],
  ["alter table projects add constraint a check (b > 0) not valid", 1],
  ["create unique index t on projects (a)", 1],
  ["create index t on events (a)", 1],
  ["alter table events add column a timestamptz default clock_timestamp()", 1],
  ["update events set a = 1", 1],
  ["-- contracts: 0001, read by nobody since\nalter table projects drop column a", 0],
  ["-- contracts: 0001\nalter table projects add column a text", 1],
  ["-- contracts: 9999, too early\nalter table projects drop column a", 1],
  ["-- contracts: 0001, read by nobody since\nupdate events set a = 1", 1],
])("%j has %i problems", (text, count) => {
  expect(migrationProblems(text, new Set(["fresh"]))).toHaveLength(count);
});
