import type { PersonRecordInput } from "@countersign/wire";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../db/index.ts";
import { cpuTimeMs } from "../testing/cpu-time.ts";
import {
  cancelImport,
  findCrossing,
  findImport,
  findPerson,
  findPersonByDocument,
  type ImportProgress,
  type ImportReport,
  importCrossings,
  importPeople,
  listPeople,
  readPerson,
  removeCrossing,
  removePerson,
} from "./index.ts";
import { inChunks, registryTestDeps } from "./testing/deps.ts";
import { inventedCrossing, inventedPerson, tinyPng } from "./testing/people.ts";

let deps: Awaited<ReturnType<typeof registryTestDeps>>;
beforeAll(async () => {
  deps = await registryTestDeps();
});

const ndjson = (records: unknown[]) => records.map((record) => JSON.stringify(record)).join("\n");
const lines = (text: string) => ({ format: "ndjson", chunks: inChunks(text) }) as const;
const array = (text: string) => ({ format: "array", chunks: inChunks(text) }) as const;
const changed = (person: PersonRecordInput, changes: object) => ({
  ...person,
  person: { ...person.person, ...changes },
});

describe("an import", () => {
  test("of 5,000 people keeps the good ones and names each bad one by line and field", async () => {
    const records: unknown[] = Array.from({ length: 5000 }, (_, n) => inventedPerson(n));
    records[10] = changed(inventedPerson(10), { birthDate: "1990-02-30" });
    records[2000] = { ...inventedPerson(2000), photo: Buffer.from("no picture").toString("base64") };
    records[4999] = changed(inventedPerson(4999), { pinfl: undefined, passportType: "PASSPORT" });
    const told: ImportProgress[] = [];
    const before = cpuTimeMs();
    const report = await importPeople(deps, lines(ndjson(records)), { onProgress: (one) => told.push(one) });
    expect(cpuTimeMs() - before).toBeLessThan(15_000);
    expect(report).toMatchObject({
      kind: "people",
      state: "finished",
      received: 5000,
      kept: 4997,
      refused: 3,
    });
    expect(
      report.refusals.map((refusal) => ("line" in refusal ? [refusal.line, refusal.field] : [])),
    ).toEqual([
      [11, "person.birthDate"],
      [2001, "photo"],
      [5000, "person.pinfl"],
      [5000, "person.passportType"],
    ]);
    expect(report.refusals[1]?.problem).toContain("JPEG nor a PNG");
    expect(told.length).toBe(25);
    expect(told.at(-1)).toEqual({ received: 5000, kept: 4997, refused: 3 });
    expect(await findImport(deps, report.id)).toEqual(report);
  });

  test("that is cancelled keeps the batches before, and stores nothing after", async () => {
    const people = Array.from({ length: 450 }, (_, n) => inventedPerson(8000 + n));
    let id = "";
    async function* chunks() {
      yield Buffer.from(`${ndjson(people.slice(0, 210))}\n`);
      expect(await cancelImport(deps, deps.db, id)).toBe(true);
      expect(await cancelImport(deps, deps.db, id)).toBe(false);
      yield Buffer.from(ndjson(people.slice(210)));
    }
    const file = { format: "ndjson", chunks: chunks() } as const;
    const report = await importPeople(deps, file, { onStart: (begun) => (id = begun) });
    expect(report).toMatchObject({ state: "cancelled", received: 200, kept: 200 });
    expect((await findPerson(deps, { pinfl: inventedPerson(8199).person.pinfl })).kind).toBe("found");
    expect((await findPerson(deps, { pinfl: inventedPerson(8200).person.pinfl })).kind).not.toBe("found");
  });

  test("of an array refuses by index, and a broken element costs itself alone", async () => {
    const [a, b] = [inventedPerson(7001), inventedPerson(7002)].map((person) => JSON.stringify(person));
    const report = await importPeople(deps, array(`[${a}, {"person": }, "text", ${b}]`));
    expect(report).toMatchObject({ received: 4, kept: 2, refused: 2 });
    expect(report.refusals).toMatchObject([{ index: 1, field: "" }, { index: 2 }]);
    expect((await findPerson(deps, { pinfl: inventedPerson(7002).person.pinfl })).kind).toBe("found");
  });

  test("of a file broken in the middle keeps what stood before and behind", async () => {
    const [a, b] = [inventedPerson(7003), inventedPerson(7004)].map((person) => JSON.stringify(person));
    const report = await importPeople(deps, lines(`${a}\n${a?.slice(0, 300)}\n\n${b}`));
    expect(report).toMatchObject({ received: 3, kept: 2, refused: 1 });
    expect(report.refusals).toEqual([{ line: 2, field: "", problem: "is not valid JSON" }]);
  });

  test("whose upload is aborted keeps what was received and reports it", async () => {
    async function* breaking() {
      yield Buffer.from(`${JSON.stringify(inventedPerson(7005))}\n`);
      throw new Error("aborted");
    }
    const report = await importPeople(deps, { format: "ndjson", chunks: breaking() });
    expect(report).toMatchObject({ state: "interrupted", kept: 1, refused: 0 });
    expect((await findPerson(deps, { pinfl: inventedPerson(7005).person.pinfl })).kind).toBe("found");
  });

  test("can be followed while it runs, and counts as interrupted when it falls silent", async () => {
    const seen: (ImportReport | null)[] = [];
    let id = "";
    async function* watched() {
      yield Buffer.from(`${ndjson(Array.from({ length: 200 }, (_, n) => inventedPerson(7100 + n)))}\n`);
      seen.push(await findImport(deps, id));
      deps.time.now += 11 * 60_000;
      seen.push(await findImport(deps, id));
      yield Buffer.from(JSON.stringify(inventedPerson(7300)));
    }
    const report = await importPeople(
      deps,
      { format: "ndjson", chunks: watched() },
      {
        onStart: (started) => {
          id = started;
        },
      },
    );
    expect(seen).toMatchObject([
      { state: "running", received: 200, kept: 200, finishedAt: null },
      { state: "interrupted", kept: 200 },
    ]);
    expect(report).toMatchObject({ state: "finished", kept: 201 });
  });

  test("replaces a person: the last of a file wins, and a later file over an earlier", async () => {
    const versions = ["ONE", "TWO", "THREE"].map((name) => changed(inventedPerson(7400), { name }));
    const { pinfl } = inventedPerson(7400).person;
    const name = async () => {
      const found = await findPerson(deps, { pinfl });
      return found.kind === "found" ? [found.id, found.record.person.name] : found.kind;
    };
    expect(await importPeople(deps, lines(ndjson(versions.slice(0, 2))))).toMatchObject({ kept: 2 });
    const [id, second] = await name();
    expect(second).toBe("TWO");
    await importPeople(deps, lines(ndjson(versions.slice(2))));
    expect(await name()).toEqual([id, "THREE"]);
  });

  test("at once with another of the same people neither fails nor doubles anybody", async () => {
    const people = Array.from({ length: 300 }, (_, n) => inventedPerson(7500 + n));
    const reports = await Promise.all([
      importPeople(deps, lines(ndjson(people))),
      importPeople(deps, lines(ndjson([...people].reverse()))),
    ]);
    expect(reports.map((report) => report.kept)).toEqual([300, 300]);
    const found = await findPerson(deps, { pinfl: inventedPerson(7600).person.pinfl });
    expect(found.kind).toBe("found");
  });

  test("takes a documentation's PINFL, but not when asked to be strict", async () => {
    const person = changed(inventedPerson(7900), { pinfl: "12345678901234" });
    const otherDate = changed(inventedPerson(7901), { birthDate: "1999-09-09", sex: 1 });
    const strict = await importPeople(deps, lines(ndjson([person, otherDate, inventedPerson(7902)])), {
      strict: true,
    });
    expect(strict).toMatchObject({ kept: 1, refused: 2 });
    expect(strict.refusals.map((refusal) => refusal.field)).toEqual([
      "person.pinfl",
      "person.birthDate",
      "person.sex",
    ]);
    expect(await importPeople(deps, lines(ndjson([person, otherDate])))).toMatchObject({ kept: 2 });
  });

  test("takes the person hook's own objects: an attemptId inside, no registration", async () => {
    const record = {
      ...changed(inventedPerson(7910), { attemptId: "RFJkzaealP6XF0CspiAoq" }),
      registration: null,
    };
    expect(await importPeople(deps, lines(ndjson([record])))).toMatchObject({ kept: 1, refusals: [] });
    const found = await findPerson(deps, { pinfl: inventedPerson(7910).person.pinfl });
    expect(found).toMatchObject({ record: { registration: { permanentRegistration: null } } });
    expect(JSON.stringify(found)).not.toContain("attemptId");
  });

  test("describes a thousand refusals and counts the rest", async () => {
    const report = await importPeople(deps, lines("{}\n".repeat(1500)));
    expect(report).toMatchObject({ received: 1500, kept: 0, refused: 1500 });
    expect(report.refusals.length).toBe(1000);
  });

  test("of anything but an array says what to send", async () => {
    const report = await importPeople(deps, array('{"person": {}}'));
    expect(report).toMatchObject({ kept: 0, refused: 1, refusals: [{ index: 0, field: "" }] });
    expect(report.refusals[0]?.problem).toContain("application/x-ndjson");
  });
});

describe("a lookup", () => {
  const person = inventedPerson(8000);
  const { pinfl, birthDate, document } = person.person;
  beforeAll(async () => {
    const locked = { ...inventedPerson(8001), locked: true, photo: null };
    await importPeople(deps, lines(ndjson([person, locked])));
  });

  test("by PINFL and birth date gives the record, and the photo as bytes", async () => {
    const { photo: _, ...rest } = person;
    const found = await findPerson(deps, { pinfl, birthDate });
    expect(found).toMatchObject({
      kind: "found",
      source: null,
      locked: false,
      record: { ...rest, photo: null },
    });
    expect(found.kind === "found" && found.photo?.toString("base64")).toBe(tinyPng);
  });

  test("distinguishes a wrong birth date from an unknown person", async () => {
    expect(await findPerson(deps, { pinfl, birthDate: "1900-01-01" })).toEqual({ kind: "wrong-birth-date" });
    expect(await findPerson(deps, { pinfl: "99999999999999", birthDate })).toEqual({ kind: "unknown" });
  });

  test("by document disregards spaces and case", async () => {
    const written = `${document.slice(0, 2).toLowerCase()} ${document.slice(2)}`;
    expect(await findPersonByDocument(deps, written)).toMatchObject({
      kind: "found",
      record: { person: { pinfl } },
    });
    expect(await findPersonByDocument(deps, "ZZ0000000")).toEqual({ kind: "unknown" });
  });

  test("tells that a person locked their data", async () => {
    const found = await findPerson(deps, { pinfl: inventedPerson(8001).person.pinfl });
    expect(found).toMatchObject({ kind: "found", locked: true, photo: null });
  });

  test("of a document with several crossings returns the newest entry, in any order of import", async () => {
    const entries = ["2025-05-05", "2026-02-02", "2024-01-01"].map((date) => inventedCrossing(1, date));
    await importCrossings(deps, lines(ndjson(entries)));
    const found = await findCrossing(deps, inventedCrossing(1).document);
    expect(found).toMatchObject({ kind: "found", record: { reg_date: "2026-02-02" } });
    expect(found.kind === "found" && found.photo?.toString("base64")).toBe(tinyPng);
    expect(await findCrossing(deps, "NOBODY000")).toEqual({ kind: "unknown" });
  });
});

describe("at rest", () => {
  test("no column of any registry table holds a name, PINFL, document or picture in clear", async () => {
    const person = inventedPerson(9000);
    await importPeople(deps, lines(ndjson([person, { ...person, locked: "ZUHRO" }])));
    await importCrossings(deps, lines(ndjson([inventedCrossing(9000)])));
    const needles = [
      "TERAKZOROVA",
      "ZUHRO",
      person.person.pinfl,
      person.person.document,
      "LINDENBAUM",
      "LX00009000",
    ];
    // Plain text, and text inside binary columns.
    const raw: Buffer[] = [];
    for (const table of [
      "registry_people",
      "registry_crossings",
      "registry_imports",
      "subjects",
      "key_scopes",
    ]) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(deps.db);
      expect(rows.length).toBeGreaterThan(0);
      for (const value of rows.flatMap((row) => Object.values(row)))
        raw.push(Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value) ?? ""));
    }
    const everything = Buffer.concat(raw);
    for (const needle of needles) expect(everything.includes(needle), needle).toBe(false);
    expect(everything.includes(Buffer.from(tinyPng, "base64").subarray(0, 24))).toBe(false);
    expect(deps.logged.join("")).not.toContain("TERAKZOROVA");
  });

  test("removing a person destroys the key, so that a copy of the row opens no more", async () => {
    const record = inventedPerson(9001);
    const { pinfl } = record.person;
    await importPeople(deps, lines(ndjson([record])));
    const found = await findPerson(deps, { pinfl });
    const id = (found.kind === "found" && found.id) || "";
    const copy = await deps.db
      .selectFrom("registryPeople")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(await inTransaction(deps.db, (tx) => removePerson(deps, tx, id))).toBe(true);
    expect(await findPerson(deps, { pinfl })).toEqual({ kind: "unknown" });
    expect(await readPerson(deps, id)).toBeNull();
    expect(await deps.keyring.subjectKey(deps.db, copy.subjectId)).toBeNull();
    await deps.db.insertInto("registryPeople").values(copy).execute();
    expect(await findPerson(deps, { pinfl })).toEqual({ kind: "unknown" });
    expect(await inTransaction(deps.db, (tx) => removePerson(deps, tx, "ppl_none"))).toBe(false);
    await importPeople(deps, lines(ndjson([record])));
    expect((await findPerson(deps, { pinfl })).kind).toBe("found");
  });

  test("removing one crossing leaves the document's others", async () => {
    const entries = ["2025-05-05", "2026-02-02"].map((date) => inventedCrossing(9100, date));
    await importCrossings(deps, lines(ndjson(entries)));
    const newest = await findCrossing(deps, inventedCrossing(9100).document);
    const id = (newest.kind === "found" && newest.id) || "";
    expect(await inTransaction(deps.db, (tx) => removeCrossing(deps, tx, id))).toBe(true);
    const left = await findCrossing(deps, inventedCrossing(9100).document);
    expect(left).toMatchObject({ kind: "found", record: { reg_date: "2025-05-05" } });
  });

  test("a list names ids and no data, and goes on where it stopped", async () => {
    const first = await listPeople(deps.db, { limit: 3 });
    expect(first.map((row) => Object.keys(row).sort())).toEqual(
      Array(3).fill(["hasPhoto", "id", "locked", "updatedAt"]),
    );
    const next = await listPeople(deps.db, { limit: 3, before: first[2]?.id });
    expect((next[0]?.id ?? "") < (first[2]?.id ?? "")).toBe(true);
  });
});
