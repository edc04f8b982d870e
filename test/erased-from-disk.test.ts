import { createDecipheriv, hkdfSync } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { catalog } from "@countersign/wire";
import { expect, test } from "vitest";
import { type Answer, caller } from "../examples/demo/client.ts";
import type { Receiver } from "../examples/demo/receiver.ts";
import { showPassport, untilProcessed } from "./support/document-session.ts";
import { greyForTest, identityForTest, passportForTest } from "./support/drawn-documents.ts";
import { pdfForTest } from "./support/files.ts";
import {
  demoPeople,
  operatorToken,
  ordinaryPeople,
  projectFor,
  queryEmbedded,
  receiverForTest,
  serviceForTest,
  type TestService,
  until,
  untilDelivered,
} from "./support/service.ts";

/**
 * The knowledge of an attacker who copied the disk, including the master key's file, and wants to
 * recover these people.
 */
interface Attack {
  dataDir: string;
  /** The keys of the projects and the registry from the table key_scopes: they are not erased. */
  scopes: Map<string, Buffer>;
  subjectIds: string[];
  /** Keyed hashes that the attacker can compute for a guessed PINFL or address. */
  hashes: Buffer[];
}

/** What the attacker finds, and in which files. */
interface Loot {
  keys: { subjectId: string; file: string }[];
  hashes: string[];
}

test("an erased person's data can't be opened with the disk and the master key", async () => {
  const service = await serviceForTest("erased-from-disk", { COUNTERSIGN_SCRUB_SECONDS: "1" });
  const receiver = await receiverForTest();
  const project = await projectFor(service, receiver);
  const people = await peopleOf(service, project, receiver);
  await untilDelivered(service, 1, `&projectId=${project.id}&type=check.outcome`);
  // Write more of the log, so that segments are kept for recycling.
  await queryEmbedded(service.dataDir, "checkpoint");
  const attack = await attackOn(service);
  expect(attack.subjectIds.length).toBeGreaterThanOrEqual(people.length);

  const before = lootOf(attack);
  expect(new Set(before.keys.map((one) => one.subjectId))).toEqual(new Set(attack.subjectIds));
  expect(before.keys.some((one) => one.file.includes("pg_wal"))).toBe(true);
  expect(before.hashes.length).toBeGreaterThan(0);
  const marks = await queryEmbedded(
    service.dataDir,
    "select kind from countersign.check_marks order by kind",
  );
  expect(marks).toEqual([{ kind: "document" }, { kind: "picture" }, { kind: "picture" }]);
  expect(textOnDisk(attack)).toEqual([]);

  for (const erase of people) await erase();
  await until("every erasure is scrubbed", async () => {
    const { data } = await service.manage("/erasures?limit=200");
    return data.length > 0 && data.every((one: Answer) => one.scrubbedAt !== null);
  });

  expect(lootOf(attack)).toEqual({ keys: [], hashes: [] });
  const [sealed] = await queryEmbedded(
    service.dataDir,
    `select
      (select count(*) from countersign.events where key_id = any($1) and payload_sealed <> '')
      + (select count(*) from countersign.messages where key_id = any($1) and body_sealed <> '')
      + (select count(*) from countersign.sessions where person_sealed is not null or data_sealed is not null)
      + (select count(*) from countersign.documents where content_sealed is not null)
      + (select count(*) from countersign.checks where evidence_sealed is not null)
      + (select count(*) from countersign.check_pictures) + (select count(*) from countersign.check_marks)
      + (select count(*) from countersign.registry_people) as left`,
    [attack.subjectIds],
  );
  expect(Number(sealed?.left)).toBe(0);
  await service.running().stop();
  expect(lootOf(attack)).toEqual({ keys: [], hashes: [] });
  expect(textOnDisk(attack)).toEqual([]);
});

/** The files that contain a part of the zone that was read, in clear text. */
function textOnDisk({ dataDir }: Attack): string[] {
  return readingOn(() =>
    filesBelow(dataDir).filter((file) => {
      const bytes = readFileSync(file);
      return ["KARIMOVA<<NILUFAR", "AB12345671UZB"].some((text) => bytes.includes(text));
    }),
  );
}

test("what a killed process did not scrub is scrubbed at the next start", async () => {
  const service = await serviceForTest("erased-after-kill", { COUNTERSIGN_SCRUB_SECONDS: "99999" });
  const project = await service.manage("/projects", { name: "Shop", mode: "test", language: "en" });
  const event = { type: "check.outcome", subject: "anna", payload: catalog["check.outcome"].example };
  // The first run finds nothing, and the next one is a day away: the process is killed before it.
  await service.manage("/events", { projectId: project.id, ...event });
  const attack = await attackOn(service);
  await service.manage("/subjects/erase", { projectId: project.id, subject: "anna" });
  expect((await service.manage("/erasures")).data).toMatchObject([{ scrubbedAt: null }]);
  await service.crash();
  await until("it is scrubbed", async () => (await service.manage("/erasures")).data[0].scrubbedAt !== null);
  expect(lootOf(attack)).toEqual({ keys: [], hashes: [] });
});

/**
 * People with every kind of data that the service stores; each is returned as the call that erases
 * them.
 */
async function peopleOf(
  service: TestService,
  project: Answer,
  receiver: Receiver,
): Promise<(() => Promise<unknown>)[]> {
  const [resident] = ordinaryPeople();
  const { pinfl, birthDate } = resident.person;
  await service.manage("/registry/people", demoPeople());
  const { data: session } = await service.check("/check/start/second", {
    projectId: project.id,
    secret: project.secret,
    pinfl,
    birthDate,
    transactionId: "disk-1",
    hooks: [`${receiver.url}/outcome`],
  });
  await service.manage(`/sessions/${session.attemptId}/simulate`, { outcome: "succeeded" });

  const api = caller(service.url(), { authorization: `Bearer ${project.apiKey}` });
  const { users } = await api("/v1/users", { email: "a.oak@example.com", firstname: "Alex", userTag: "t" });
  const userId = String(users[0].userId);
  await api("/v1/documents", {
    userId,
    documentTypeId: 9,
    name: "card.pdf",
    fileContentBase64: pdfForTest("card").toString("base64"),
  });
  await api(`/v1/users/${userId}/Kycreview`, {}, "PUT");

  const checked = await checkedSession(service);

  const event = { type: "check.outcome", payload: catalog["check.outcome"].example };
  await service.manage("/events", { projectId: project.id, ...event, subject: "customer-1" });

  const added = await api("/organization/user/new", { phone: "+998901234567", email: "b@example.com" });
  const rarusId = added.user?.id ?? added.id;

  const remove = async (place: string, token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(service.url() + place, { method: "DELETE", headers })).status).toBe(204);
  };
  const { data: registered } = await service.manage("/registry/people?limit=200");
  return [
    () => service.manage(`/sessions/${session.attemptId}/redact`, {}),
    () => service.manage(`/sessions/${checked}/redact`, {}),
    () => service.manage(`/users/${userId}/redact`, {}),
    () => service.manage("/subjects/erase", { projectId: project.id, subject: "customer-1" }),
    () => remove(`/organization/user/${rarusId}`, project.apiKey),
    ...registered.map(
      ({ id }: Answer) =>
        () =>
          remove(`/manage/v1/registry/people/${id}`, operatorToken),
    ),
  ];
}

/** A document session whose automatic checks are done: its id. */
async function checkedSession(service: TestService): Promise<string> {
  const { id: projectId } = await service.manage("/projects", { name: "Bank", mode: "live", language: "en" });
  await service.manage(`/projects/${projectId}`, { checksPolicy: { retakes: 0 } }, "PATCH");
  const { id, url } = await service.manage("/sessions", {
    projectId,
    method: "document",
    expectedIdentity: identityForTest,
  });
  await showPassport(url, [
    ["document_front", passportForTest()],
    ["selfie", greyForTest(300, 300, (x, y) => (x * y) % 256)],
  ]);
  await untilProcessed(service, id);
  return id;
}

async function attackOn({ dataDir }: TestService): Promise<Attack> {
  const scopes = await queryEmbedded<{ id: string; wrapped_key: Buffer }>(
    dataDir,
    "select id, wrapped_key from countersign.key_scopes",
  );
  const master = Buffer.from(readFileSync(path.join(dataDir, "master.key"), "utf8"), "base64");
  const wrapping = Buffer.from(hkdfSync("sha256", master, "", "countersign:wrap", 32));
  const opened = new Map(
    scopes.map(({ id, wrapped_key: box }) => [id, openBox(wrapping, box, `key-scope:${id}`)]),
  );
  const subjects = await queryEmbedded<{ id: string }>(dataDir, "select id from countersign.subjects");
  const hashes = await queryEmbedded<{ hash: Buffer }>(
    dataDir,
    `select blind_index as hash from countersign.subject_names
      union select email_index from countersign.users union select user_tag_index from countersign.users
      union select phone_index from countersign.operation_users union select email_index from countersign.operation_users
      union select content_index from countersign.documents
      union select value_index from countersign.check_marks
      union select pinfl_index from countersign.registry_people union select document_index from countersign.registry_people`,
  );
  return {
    dataDir,
    scopes: new Map([...opened].flatMap(([id, key]) => (key ? [[id, key]] : []))),
    subjectIds: subjects.map(({ id }) => id),
    hashes: hashes.flatMap(({ hash }) => (hash ? [hash] : [])),
  };
}

const boxBytes = 1 + 12 + 32 + 16;
/** The length prefix of a box of that length in a row, and in an array. */
const heads = [Buffer.of(((boxBytes + 1) << 1) | 1, 1), Buffer.of((boxBytes + 4) << 2, 1, 0, 0, 1)];

function lootOf(attack: Attack): Loot {
  return readingOn(() => readAll(attack));
}

/** Postgres may remove and rename files in the meantime: then all of them are read again. */
function readingOn<T>(readAllFiles: () => T): T {
  for (;;) {
    try {
      return readAllFiles();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
}

function readAll(attack: Attack): Loot {
  const loot: Loot = { keys: [], hashes: [] };
  for (const file of filesBelow(attack.dataDir)) {
    const bytes = readFileSync(file);
    for (const head of heads) {
      for (let at = bytes.indexOf(head); at >= 0; at = bytes.indexOf(head, at + 1)) {
        const box = bytes.subarray(at + head.length - 1, at + head.length - 1 + boxBytes);
        const subjectId = ownerOf(attack, box);
        if (subjectId !== null) loot.keys.push({ subjectId, file });
      }
    }
    if (attack.hashes.some((hash) => bytes.includes(hash))) loot.hashes.push(file);
  }
  return loot;
}

/** The owner of the key that opens the box; null if no key does. */
function ownerOf({ scopes, subjectIds }: Attack, box: Buffer): string | null {
  for (const key of scopes.values())
    for (const id of subjectIds) if (openBox(key, box, `subject:${id}:key`) !== null) return id;
  return null;
}

function openBox(key: Buffer, box: Buffer, context: string): Buffer | null {
  if (box.length < boxBytes) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, box.subarray(1, 13));
  decipher.setAAD(Buffer.from(`\u0001${context}`, "utf8"));
  decipher.setAuthTag(box.subarray(box.length - 16));
  const text = decipher.update(box.subarray(13, box.length - 16));
  try {
    decipher.final();
    return text;
  } catch {
    return null;
  }
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((name) => path.join(directory, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}
