/**
 * Arrays of the types that our statements use. Left to itself the driver asks the catalog for them on every new
 * connection, through a query of its own that nobody awaits: when the database dies at that moment, the error
 * belongs to no one and would end the process.
 */
export const arrayTypes = {
  booleans: arrayOf(
    1000,
    (value: boolean) => (value ? "t" : "f"),
    (text) => text === "t",
  ),
  byteas: arrayOf(
    1001,
    (value: Uint8Array) => `"\\\\x${bufferOf(value).toString("hex")}"`,
    (text) => Buffer.from(text.slice(2), "hex"),
  ),
  integers: arrayOf(1007, String, Number),
  texts: arrayOf(1009, quoted, (text) => text),
  days: arrayOf(1182, quoted, (text) => text),
  times: arrayOf(
    1185,
    (value: Date) => `"${value.toISOString()}"`,
    (text) => new Date(text),
  ),
};

export interface ArrayType<Element> {
  to: number;
  from: number[];
  serialize: (values: readonly (Element | null)[]) => string;
  parse: (text: string) => (Element | null)[];
}

/** @param oid of the array's type, as `pg_type` has it for good. */
function arrayOf<Element>(
  oid: number,
  write: (value: Element) => string,
  read: (text: string) => Element,
): ArrayType<Element> {
  return {
    to: oid,
    from: [oid],
    // A literal such as '{}' passes as it is.
    serialize: (values) =>
      typeof values === "string"
        ? values
        : `{${values.map((value) => (value === null ? "null" : write(value))).join(",")}}`,
    parse: (text) => elementsOf(text).map((element) => (element === null ? null : read(element))),
  };
}

function quoted(value: string): string {
  return /["\\]/.test(value) ? `"${value.replace(/["\\]/g, "\\$&")}"` : `"${value}"`;
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The elements of a literal of one dimension, such as `{a,"b \"c\"",NULL}`, without their quotes. */
function elementsOf(literal: string): (string | null)[] {
  const found = literal.matchAll(/"((?:[^"\\]|\\.)*)"|[^{},"]+/gs);
  return Array.from(found, ([whole, inQuotes]) => {
    if (inQuotes !== undefined) return inQuotes.replace(/\\(.)/gs, "$1");
    return whole === "NULL" ? null : whole;
  });
}
