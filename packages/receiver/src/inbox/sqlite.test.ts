import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { sqliteInbox } from "./sqlite.ts";
import { inboxConformance } from "./testing/conformance.ts";

function databaseForTest(): () => DatabaseSync {
  const directory = mkdtempSync(path.join(tmpdir(), "countersign-inbox-"));
  const opened: DatabaseSync[] = [];
  onTestFinished(() => {
    for (const database of opened) database.close();
    rmSync(directory, { recursive: true });
  });
  return () => {
    const database = new DatabaseSync(path.join(directory, "inbox.sqlite"));
    opened.push(database);
    return database;
  };
}

inboxConformance(async () => {
  const database = databaseForTest()();
  database.exec("create table notes (text text)");
  return {
    inbox: sqliteInbox(database),
    // SQLite has one writer: a second process waits in `begin immediate`, which blocks this one thread.
    other: null,
    write: async (tx, note) => void tx.prepare("insert into notes values (?)").run(note),
    notes: async () =>
      database
        .prepare("select text from notes")
        .all()
        .map(({ text }) => String(text)),
  };
});

test("another process's inbox, and one of another name, each have their memory", async () => {
  const open = databaseForTest();
  const take = async (inbox: ReturnType<typeof sqliteInbox>) =>
    (await inbox.once("evt_1", async () => {})).duplicate;
  expect(await take(sqliteInbox(open()))).toBe(false);
  expect(await take(sqliteInbox(open()))).toBe(true);
  expect(await take(sqliteInbox(open(), { name: "crm" }))).toBe(false);
});

test("forgets what is older than asked for", async () => {
  const database = databaseForTest()();
  const inbox = sqliteInbox(database);
  await inbox.once("evt_old", async () => {});
  database.exec("update countersign_inbox set taken_at = datetime('now', '-31 days')");
  await inbox.once("evt_new", async () => {});
  expect([inbox.forget(30), inbox.forget(30)]).toEqual([1, 0]);
});
