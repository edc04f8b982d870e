import { readFileSync } from "node:fs";
import path from "node:path";
import { documentTypeCodes } from "@countersign/wire";
import { describe, expect, test } from "vitest";
import { inspectImage } from "../images/index.ts";
import { type CheckedCrossing, checkCrossing } from "./check-crossing.ts";
import { type Checked, type CheckedPerson, checkPerson } from "./check-person.ts";

const folder = path.resolve(import.meta.dirname, "../../../../examples/demo/people");

function kept<T>(file: string, check: (record: unknown) => Checked<T>): T[] {
  const lines = readFileSync(path.join(folder, file), "utf8").trimEnd().split("\n");
  return lines.map((line) => {
    const checked = check(JSON.parse(line));
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
    return checked.value;
  });
}

describe("the demo people", () => {
  const people: CheckedPerson[] = kept("people.ndjson", (record) => checkPerson(record, true));
  const crossings: CheckedCrossing[] = kept("crossings.ndjson", checkCrossing);
  const photos = [...people, ...crossings].flatMap(({ photo }) => (photo ? [photo] : []));

  test("satisfy the strict rules, and nobody shares a PINFL or a document", () => {
    expect(people.length).toBe(20);
    expect(new Set(people.map(({ record }) => record.person.pinfl)).size).toBe(20);
    expect(new Set(people.map(({ record }) => record.person.document)).size).toBe(20);
    expect(new Set(crossings.map(({ record }) => record.document)).size).toBe(5);
  });

  test("begin with somebody whom nothing stands against, as the demo and its readers expect", () => {
    const [first] = people;
    expect(first?.photo).not.toBeNull();
    expect(first?.record).toMatchObject({ locked: false, person: { liveStatus: true } });
    expect(first?.record.registration.permanentRegistration).not.toBeNull();
    expect(crossings[0]?.photo).not.toBeNull();
  });

  test("cover every document type and every odd case", () => {
    const types = new Set(people.map(({ record }) => record.person.passportType));
    expect([...types].sort()).toEqual([...documentTypeCodes].sort());
    const some = (odd: (person: CheckedPerson) => boolean) => people.some(odd);
    expect(some(({ record }) => record.locked)).toBe(true);
    expect(some(({ record }) => record.person.passportDateEnd < "2024-01-01")).toBe(true);
    expect(some(({ photo }) => photo === null)).toBe(true);
    const registrations = people.map(({ record }) => record.registration);
    const nowhere = { permanentRegistration: null, temporaryRegistrations: null };
    expect(registrations).toContainEqual(nowhere);
    expect(registrations.some((one) => one.permanentRegistration && one.temporaryRegistrations)).toBe(true);
    expect(
      registrations.some((one) => !one.permanentRegistration && one.temporaryRegistrations?.length),
    ).toBe(true);
  });

  test("have small portraits that differ", () => {
    for (const photo of photos) expect(photo.length).toBeLessThan(12 * 1024);
    for (const photo of photos)
      expect(inspectImage(photo)).toMatchObject({ ok: true, width: 240, height: 320 });
    // The last document's two crossings show the same face.
    expect(new Set(photos.map((photo) => photo.toString("base64"))).size).toBe(photos.length - 1);
  });
});
