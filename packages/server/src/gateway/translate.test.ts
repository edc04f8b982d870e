import { eventDefinition, gatewayOperations } from "@countersign/wire";
import fc from "fast-check";
import { expect, test } from "vitest";
import { responseHeaders } from "./headers.ts";
import { heldBack } from "./held-back.ts";
import { idInResponse } from "./id-in-response.ts";
import { mappings } from "./mappings.ts";
import { bodyOf, payloadOf } from "./translate.ts";

const target = { id: "a-1", userId: "u-1" };
const operation = fc.constantFrom(...gatewayOperations);
const bodyFor = (fields: readonly string[]) =>
  fc.dictionary(fc.constantFrom(...fields, "theirs", "more"), fc.jsonValue({ maxDepth: 2 }));

test.each(gatewayOperations)("%s: the members of its payload are those of its event's schema", (name) => {
  const mapping = mappings[name];
  const { shape } = eventDefinition(mapping.event).payload;
  const payload = payloadOf(mapping, target, { status: 1, theirs: 1 }, { a: "b" });
  expect(Object.keys({ ...payload, ...(mapping.section === null && { id: 1 }) }).sort()).toEqual(
    Object.keys(shape).sort(),
  );
});

test("what no hook changed is not touched", () => {
  fc.assert(
    fc.property(
      operation.chain((name) => fc.tuple(fc.constant(mappings[name]), bodyFor(mappings[name].fields))),
      ([mapping, body]) => {
        const payload = payloadOf(mapping, target, body);
        expect(bodyOf(mapping, payload, structuredClone(payload), body)).toBe(null);
      },
    ),
  );
});

test("what a hook changed, and nothing else, is other in the body", () => {
  fc.assert(
    fc.property(
      operation.chain((name) =>
        fc.tuple(
          fc.constant(mappings[name]),
          bodyFor(mappings[name].fields),
          fc.constantFrom(...mappings[name].fields.filter((field) => field !== "id" && field !== "userId")),
        ),
      ),
      ([mapping, body, field]) => {
        const before = payloadOf(mapping, target, body);
        const after = structuredClone(before);
        const section = (mapping.section === null ? after : after[mapping.section]) as Record<
          string,
          unknown
        >;
        section[field] = "changed";
        const { [field]: changed, ...rest } = bodyOf(mapping, before, after, body) ?? {};
        const { [field]: _, ...others } = body;
        expect([changed, rest]).toEqual(["changed", others]);
      },
    ),
  );
});

test("headers of the connection, and those that it names, stay behind", () => {
  expect(
    responseHeaders({
      connection: "X-One, close",
      "x-one": "1",
      "x-two": ["2", "3"],
      "transfer-encoding": "chunked",
    }),
  ).toEqual({ "x-two": ["2", "3"] });
});

test.each([
  [{}, '{"id":"a"}', "a"],
  [{}, '{"user":{"id":7}}', "7"],
  [{}, '{"user":{"id":7},"card":{"id":8}}', null],
  [{}, '{"id":""}', null],
  [{}, '{"id":{}}', null],
  [{}, "[1]", null],
  [{}, "no JSON", null],
  [{ location: "https://a.example/users/x%20y?z=1" }, "{}", "x%20y"],
  [{ "content-encoding": "gzip" }, "not packed", null],
  [{ "content-encoding": "theirs" }, '{"id":"a"}', null],
])("the id in %j %s is %s", (headers, body, id) => {
  expect(idInResponse(headers, Buffer.from(body))).toBe(id);
});

test("the last piece is held back until the whole is settled", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1, maxLength: 50 })), async (arrays) => {
      const pieces = arrays.map((bytes) => Buffer.from(bytes));
      const whole = Buffer.concat(pieces);
      let given = 0;
      let settledAt = -1;
      const source = (async function* () {
        yield* pieces;
      })();
      const read: Buffer[] = [];
      for await (const piece of heldBack(source, async (all) => {
        expect(all).toEqual(whole);
        settledAt = given;
      })) {
        read.push(piece);
        given++;
      }
      expect(Buffer.concat(read)).toEqual(whole);
      expect(settledAt).toBe(Math.max(0, pieces.length - 1));
    }),
  );
});

test("a source that breaks off settles nothing; a reader that leaves changes nothing", async () => {
  let settled = 0;
  const settle = async () => {
    settled++;
  };
  const breaking = (async function* () {
    yield Buffer.from("a");
    throw new Error("gone");
  })();
  const reading = (async () => {
    for await (const _ of heldBack(breaking, settle));
  })();
  await expect(reading).rejects.toThrow("gone");
  expect(settled).toBe(0);
  const three = (async function* () {
    yield* ["a", "b", "c"].map((text) => Buffer.from(text));
  })();
  for await (const _ of heldBack(three, settle)) break;
  expect(settled).toBe(1);
});
