import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createSourceSchema } from "@countersign/wire";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Db, inTransaction } from "../db/index.ts";
import {
  changeSource,
  createSource,
  findCrossing,
  findPerson,
  findPersonByDocument,
  importPeople,
  pageOfSources,
  probeSource,
  removeSource,
  sourceProblems,
} from "./index.ts";
import { inChunks, registryTestDeps } from "./testing/deps.ts";
import { inventedCrossing, inventedPerson, tinyPng } from "./testing/people.ts";

type Answer = (body: Record<string, string>, response: ServerResponse) => void;
interface Asked {
  path: string | undefined;
  method: string | undefined;
  authorization: string | undefined;
  body: Record<string, string>;
}

let deps: Awaited<ReturnType<typeof registryTestDeps>>;
let answer: Answer;
let asked: Asked[];
const server = createServer(async (request: IncomingMessage, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, string>;
  asked.push({
    path: request.url,
    method: request.method,
    authorization: request.headers.authorization,
    body,
  });
  answer(body, response);
});
const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/registry`;

async function isWaitingForLock(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
  `.execute(db);
  return rows.length > 0;
}

beforeAll(async () => {
  deps = await registryTestDeps();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
  answer = (_body, response) => response.writeHead(404).end();
});
afterEach(async () => {
  await deps.db.deleteFrom("registrySources").execute();
});

const addSource = (settings: object = {}) =>
  inTransaction(deps.db, (tx) =>
    createSource(
      deps,
      tx,
      createSourceSchema.parse({ name: "Civil registry", url: url(), timeoutMs: 2000, ...settings }),
    ),
  );
const json = (value: unknown): Answer => {
  return (_body, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
};
const person = inventedPerson(1);
const { pinfl, birthDate, document } = person.person;

describe("a source's answer", () => {
  test("that is a record in our form is found", async () => {
    await addSource({ apiKey: "secret-key" });
    answer = json(person);
    const found = await findPerson(deps, { pinfl, birthDate });
    expect(found).toMatchObject({
      kind: "found",
      id: null,
      source: "Civil registry",
      record: { person: person.person },
    });
    expect(found.kind === "found" && found.photo?.toString("base64")).toBe(tinyPng);
    expect(asked).toEqual([
      {
        path: "/registry/people/lookup",
        method: "POST",
        authorization: "Bearer secret-key",
        body: { pinfl, birthDate },
      },
    ]);
  });

  test("by document, of a person and of a crossing", async () => {
    await addSource();
    answer = json(person);
    expect(await findPersonByDocument(deps, document)).toMatchObject({ kind: "found" });
    answer = json(inventedCrossing(2));
    expect(await findCrossing(deps, inventedCrossing(2).document)).toMatchObject({
      kind: "found",
      source: "Civil registry",
      record: { full_name: inventedCrossing(2).full_name },
    });
    expect(asked.map(({ path, body }) => [path, body])).toEqual([
      ["/registry/people/lookup", { document }],
      ["/registry/crossings/lookup", { document: inventedCrossing(2).document }],
    ]);
    expect(asked[0]?.authorization).toBeUndefined();
  });

  test("404 means that the person is unknown there", async () => {
    await addSource();
    expect(await findPerson(deps, { pinfl })).toEqual({ kind: "unknown" });
    expect(await findCrossing(deps, "LX00000002")).toEqual({ kind: "unknown" });
  });

  test("about a person with another birth date", async () => {
    await addSource();
    answer = json(person);
    expect(await findPerson(deps, { pinfl, birthDate: "1901-01-01" })).toEqual({ kind: "wrong-birth-date" });
  });

  const failures: [string, Answer, string][] = [
    ["late", () => undefined, "timeout"],
    ["of 500", (_body, response) => response.writeHead(500).end("{}"), "500"],
    ["of a redirect", (_body, response) => response.writeHead(302, { location: "/elsewhere" }).end(), "302"],
    [
      "cut off",
      (_body, response) =>
        response.writeHead(200, { "content-length": "10" }).end("{", () => response.destroy()),
      "failed",
    ],
    ["that is no JSON", (_body, response) => response.writeHead(200).end("<html>"), "not JSON"],
    ["without the fields", json({ person: { pinfl } }), "not a valid record"],
    ["with a broken photo", json({ ...person, photo: "AAAA" }), "not a valid record"],
    ["about somebody else", json(inventedPerson(2)), "somebody else"],
    [
      "without an end",
      (_body, response) => response.writeHead(200).end(Buffer.alloc(5 * 1024 * 1024, " ")),
      "4 MiB",
    ],
  ];
  test.each(failures)("%s makes it unavailable", async (_name, broken, detail) => {
    const source = await addSource({ timeoutMs: 500 });
    answer = broken;
    expect(await findPerson(deps, { pinfl })).toEqual({ kind: "unavailable", source: "Civil registry" });
    const probe = await probeSource(deps, source, { pinfl });
    expect(probe).toMatchObject({ outcome: "failed" });
    expect(probe.detail).toContain(detail);
    const told = JSON.stringify(probe) + deps.logged.join("");
    for (const secret of ["TERAKZOROVA", pinfl]) expect(told).not.toContain(secret);
  });
});

describe("several sources", () => {
  test("are asked in their order, the local registry first, inactive ones never", async () => {
    await addSource({ name: "last", order: 3, url: `${url()}/last` });
    await addSource({ name: "first", order: 1, url: `${url()}/first/` });
    await addSource({ name: "off", order: 2, active: false, url: `${url()}/off` });
    expect(await findPerson(deps, { pinfl })).toEqual({ kind: "unknown" });
    expect(asked.map((one) => one.path)).toEqual([
      "/registry/first/people/lookup",
      "/registry/last/people/lookup",
    ]);
    asked = [];
    const local = inventedPerson(3);
    await importPeople(deps, { format: "ndjson", chunks: inChunks(JSON.stringify(local)) });
    expect(await findPerson(deps, { pinfl: local.person.pinfl })).toMatchObject({
      kind: "found",
      source: null,
    });
    expect(asked).toEqual([]);
  });

  test("make up for one that fails; only when none knows, the failure counts", async () => {
    await addSource({ name: "dead", order: 1, url: `${url()}/dead` });
    await addSource({ name: "alive", order: 2, url: `${url()}/alive` });
    answer = (body, response) => {
      if (asked.at(-1)?.path?.includes("dead")) response.writeHead(503).end();
      else if (body.pinfl === pinfl) json(person)(body, response);
      else response.writeHead(404).end();
    };
    expect(await findPerson(deps, { pinfl })).toMatchObject({ kind: "found", source: "alive" });
    expect(await findPerson(deps, { pinfl: "99999999999999" })).toEqual({
      kind: "unavailable",
      source: "dead",
    });
  });
});

test("a mapping takes our fields from a foreign form", async () => {
  const { name, surname, pinfl: _, ...rest } = person.person;
  const fields = Object.fromEntries(
    Object.keys(rest).map((field) => [`person.${field}`, `data.citizen.${field}`]),
  );
  const people = {
    ...fields,
    "person.pinfl": "data.id",
    "person.name": "data.names.0.given",
    "person.surname": "data.names.0.family",
    "registration.permanentRegistration.address": "data.home",
    photo: "data.picture",
  };
  await addSource({ mapping: { people, crossings: { full_name: "who" } } });
  answer = json({
    data: {
      id: pinfl,
      names: [{ given: name, family: surname }],
      citizen: rest,
      home: "Chinor 1",
      picture: tinyPng,
    },
  });
  expect(await findPerson(deps, { pinfl })).toMatchObject({
    kind: "found",
    locked: false,
    record: {
      person: person.person,
      registration: {
        permanentRegistration: { address: "Chinor 1", street: null },
        temporaryRegistrations: null,
      },
    },
  });
  const { full_name: who, ...crossing } = inventedCrossing(4);
  answer = json({ ...crossing, who });
  expect(await findCrossing(deps, crossing.document)).toMatchObject({
    kind: "found",
    record: { full_name: who },
  });
});

describe("settings", () => {
  test("an address that may not be called and a mapping that can't work are refused by field", async () => {
    const problems = (input: object) => sourceProblems(deps, input);
    expect(await problems({ url: "https://10.0.0.1/registry" })).toMatchObject({
      address: true,
      problems: [{ field: "url" }],
    });
    expect(await problems({ url: `${url()}?key=1` })).toMatchObject({
      address: false,
      problems: [{ field: "url" }],
    });
    expect(
      await problems({
        mapping: { people: { "person.age": "age", "person.name": "a..b" }, crossings: { pinfl: "x" } },
      }),
    ).toMatchObject({
      problems: [
        { field: "mapping.people.person.age" },
        { field: "mapping.people.person.name" },
        { field: "mapping.crossings.pinfl" },
      ],
    });
    expect(
      await problems({ url: url(), mapping: { people: { "person.name": "given" }, crossings: {} } }),
    ).toBeNull();
  });

  test("the key is sealed at rest, and not sent to another host than it was given for", async () => {
    const { id } = await addSource({ apiKey: "secret-key" });
    const row = await deps.db.selectFrom("registrySources").selectAll().executeTakeFirstOrThrow();
    expect(row.apiKeySealed?.includes("secret-key")).toBe(false);
    const change = (input: object) => inTransaction(deps.db, (tx) => changeSource(deps, tx, id, input));
    expect(await change({ url: "https://other.example" })).toMatchObject({
      kind: "refused",
      problems: [{ field: "apiKey" }],
    });
    expect(await change({ url: `${url()}/v2`, name: "Renamed" })).toMatchObject({
      kind: "changed",
      source: { name: "Renamed", hasApiKey: true, url: `${url()}/v2` },
    });
    expect(await change({ url: "https://other.example", apiKey: null })).toMatchObject({
      source: { hasApiKey: false },
    });
    expect(await inTransaction(deps.db, (tx) => changeSource(deps, tx, "src_none", {}))).toEqual({
      kind: "unknown",
    });
    expect(await inTransaction(deps.db, (tx) => removeSource(tx, id))).toEqual({ kind: "removed" });
    expect(await pageOfSources(deps.db, { limit: 10 })).toEqual([]);
  });

  test("a change that waits for a removal finds no source", async () => {
    const input = createSourceSchema.parse({ name: "Other", url: url() });
    const { id } = await inTransaction(deps.db, (tx) => createSource(deps, tx, input));
    const removed = Promise.withResolvers<void>();
    const committing = Promise.withResolvers<void>();
    const removal = inTransaction(deps.db, async (tx) => {
      await removeSource(tx, id);
      removed.resolve();
      await committing.promise;
    });
    await removed.promise;
    const change = inTransaction(deps.db, (tx) => changeSource(deps, tx, id, { name: "Changed" }));
    await expect.poll(() => isWaitingForLock(deps.db)).toBe(true);
    committing.resolve();
    await removal;
    expect(await change).toEqual({ kind: "unknown" });
  });

  test("a test without anybody shows that the source can be reached", async () => {
    const source = await addSource({ active: false });
    expect(await probeSource(deps, source, {})).toMatchObject({ outcome: "unknown", detail: null });
    answer = json(person);
    expect(await probeSource(deps, source, { pinfl, birthDate })).toMatchObject({ outcome: "found" });
  });
});
