import { execFileSync, spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EventType, eventDefinition, eventTypes } from "../catalog/index.ts";
import type { JsonValue } from "../json.ts";
import type { OutgoingEvent } from "./dialect.ts";
import { phpJson } from "./php-json.ts";
import { treezor } from "./treezor.ts";

// biome-ignore lint/style/noProcessEnv: which PHP to compare with is the machine's to say
const php = process.env.PHP ?? "php";
const secret = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;

/** Runs a PHP function (its body, over `$line`) on each line; the answers, a line each. */
function perLine(code: string, lines: readonly string[]): string[] {
  const script = `while (($line = fgets(STDIN)) !== false) { $line = rtrim($line, "\\n"); echo (function ($line) { ${code} })($line), "\\n"; }`;
  const options = { input: `${lines.join("\n")}\n`, encoding: "utf8", maxBuffer: 256 * 1024 * 1024 } as const;
  return execFileSync(php, ["-d", "serialize_precision=-1", "-r", script], options).trimEnd().split("\n");
}

/** Any JSON that PHP can hold: it has no property whose name starts with U+0000. */
const anyJson = fc
  .jsonValue({ stringUnit: "binary", maxDepth: 4 })
  .filter((value) => !JSON.stringify(value).includes('"\\u0000')) as fc.Arbitrary<JsonValue>;
const awkward: JsonValue[] = [
  "a/b\\c\"d</script>&'<>",
  "\u0000\u0001\b\t\n\u000b\f\r\u001f\u007f\u0080\u00ff",
  "Тошкент Oʻzbekiston e\u0301 é \u2028\u2029\ufeff\ufffe\uffff",
  "𐍈 😀 👨‍👩‍👧 \u{10ffff}",
  [],
  {},
  [{}, [], [[]], ""],
  { "": 1, "0": 2, "b/с": { "😀": null } },
  [0, -0, 1, -1, 0.1, 1.5, 100, 1e15, 1e16, 1e17, 123456789012345680, 2 ** 53 + 2, 2 ** 62],
  [2 ** 63, -(2 ** 63), 2 ** 63 - 1024, 1e19, 1e20, 1e21, 1.5e22, 1.7976931348623157e308],
  [0.001, 0.0001, 0.00012345, 0.00001, 1e-6, 1.5e-7, 5e-324, 1234567890123456.5],
];

test("there is a PHP to compare with", () => {
  const { error } = spawnSync(php, ["-v"]);
  expect(
    error,
    `PHP was not found as "${php}": install php-cli, or name it by the variable PHP`,
  ).toBeUndefined();
});

describe("phpJson", () => {
  const values = [
    ...awkward,
    ...fc.sample(anyJson, { numRuns: 2000, seed: 4 }),
    ...fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), { numRuns: 5000, seed: 5 }),
    ...fc.sample(fc.double({ noNaN: true, min: -1e20, max: 1e20 }), { numRuns: 2000, seed: 6 }),
  ];

  test("writes what PHP's json_encode writes", () => {
    const printed = perLine(
      "return json_encode(json_decode($line));",
      values.map((value) => JSON.stringify(value)),
    );
    expect(printed).toEqual(values.map(phpJson));
  });

  test("is the same again after PHP has read it", () => {
    const written = values.map(phpJson);
    expect(perLine("return json_encode(json_decode($line));", written)).toEqual(written);
  });

  test("says the same as JSON.stringify", () => {
    for (const value of values) expect(JSON.parse(phpJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])("refuses %d", (number) => {
    expect(() => phpJson([number])).toThrow(TypeError);
  });

  test("nests as deep as PHP does, and no deeper", () => {
    const nested = (depth: number): JsonValue => (depth === 0 ? 1 : [nested(depth - 1)]);
    const code = "return json_encode(json_decode($line, false, 1024)) === false ? 'refused' : 'written';";
    const asPhp = [512, 513].map((depth) => perLine(code, [JSON.stringify(nested(depth))])[0]);
    expect(asPhp).toEqual(["written", "refused"]);
    expect(phpJson(nested(512))).toHaveLength(1025);
    expect(() => phpJson(nested(513))).toThrow(TypeError);
  });
});

describe("a PHP receiver", () => {
  const types = eventTypes.filter((type) => treezor.supports(type));
  const bodies = types.map((type) => encode(type));
  /**
   * As that service's documentation has its receivers do it: decode, encode the payload again,
   * compare.
   */
  const verify = (associative: boolean) => `
    $message = json_decode($line, true);
    $envelope = is_array($message['webhook']) ? $message['webhook'] : $message;
    $object = json_decode($line);
    $payload = ${associative} ? $envelope['object_payload']
      : (is_object($object->webhook) ? $object->webhook->object_payload : $object->object_payload);
    $mac = base64_encode(hash_hmac('sha256', json_encode($payload), '${secret}', true));
    return hash_equals($mac, $envelope['object_payload_signature']) ? 'genuine' : 'forged';`;

  test.each([true, false])("verifies every type of event (arrays: %s)", (associative) => {
    expect(perLine(verify(associative), bodies)).toEqual(types.map(() => "genuine"));
  });

  test("notices a changed payload", () => {
    const changed = bodies.map((body) => body.replace(/"(userId|user_id)":"?[0-9X]+"?/, '"$1":"7"'));
    expect(changed.filter((body, index) => body === bodies[index])).toEqual([]);
    expect(perLine(verify(true), changed)).toEqual(types.map(() => "forged"));
  });
});

function encode(type: EventType): string {
  const { example } = eventDefinition(type);
  const event = { type, payload: example, id: "evt_01", occurredAt: 1_767_268_800_000, subject: "sbj-1" };
  return treezor.encode(event as OutgoingEvent, { webhookId: "whk_01", secrets: [secret] }).body;
}
