import type { JsonValue } from "../json.ts";

/**
 * JSON as PHP's `json_encode` prints it with its default flags, for a value whose keys are in the
 * required order. Compact; `/` is `\/`, every character beyond ASCII is a lower-case `\uXXXX`
 * (astral ones two), U+007F stays as it is. An integral number is an integer as far as PHP's 64
 * bits reach, beyond that and with a fraction a float: the shortest digits that round-trip,
 * `1.0e+25` and `1.0e-7` where PHP uses exponents.
 *
 * The text also comes back unchanged from `json_encode(json_decode($text))`, which is what a PHP
 * receiver compares with; `json_decode($text, true)` is as good unless an object is empty or has
 * the keys 0, 1, 2…, which PHP then treats as lists. A lone surrogate is escaped like any other,
 * but PHP refuses to read it.
 *
 * Throws a TypeError for what JSON cannot say, NaN and the infinities, and as PHP does for what is
 * nested deeper than 512.
 */
export function phpJson(value: JsonValue): string {
  return encoded(value, 0);
}

const deepest = 512;

function encoded(value: JsonValue, depth: number): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return phpNumber(value);
  if (typeof value === "string") return phpString(value);
  if (depth === deepest) throw new TypeError("the value is nested too deeply");
  if (Array.isArray(value)) return `[${value.map((each) => encoded(each, depth + 1)).join(",")}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([key, member]) => `${phpString(key)}:${encoded(member, depth + 1)}`).join(",")}}`;
}

// JSON.stringify escapes quotes, backslashes and control characters just as PHP does.
function phpString(text: string): string {
  return JSON.stringify(text).replace(/[/\u0080-\uffff]/g, (unit) =>
    unit === "/" ? "\\/" : `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const beyondInteger = 2 ** 63;
/**
 * Between these powers of ten PHP writes floats without an exponent (`php_gcvt` with 17 digits).
 */
const smallestPlain = -4;
const largestPlain = 16;

function phpNumber(number: number): string {
  if (!Number.isFinite(number)) throw new TypeError("JSON has no NaN and no infinity");
  if (Number.isInteger(number) && Math.abs(number) < beyondInteger) return JSON.stringify(number);
  const [digits = "", exponent = "0"] = number.toExponential().split("e");
  const power = Number(exponent);
  if (power >= smallestPlain && power <= largestPlain) return String(number);
  return `${digits.includes(".") ? digits : `${digits}.0`}e${power < 0 ? "-" : "+"}${Math.abs(power)}`;
}
