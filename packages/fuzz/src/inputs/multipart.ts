import type { Random } from "../random.ts";
import type { FormPart } from "../routes/route.ts";
import { hostileString } from "./hostile.ts";
import { mutateBytes } from "./mutate-bytes.ts";

const boundary = "----fuzz7MA4YWxkTrZu0gW";

/**
 * The parts as multipart/form-data (RFC 7578); `hostile` breaks the form, its headers or its parts.
 */
export function multipart(
  random: Random,
  parts: readonly FormPart[],
  hostile: boolean,
): { type: string; bytes: Buffer } {
  const type = `multipart/form-data; boundary=${boundary}`;
  if (!hostile) return { type, bytes: write(parts) };
  const change = random.pick(formChanges);
  return change(random, parts, type);
}

type FormChange = (
  random: Random,
  parts: readonly FormPart[],
  type: string,
) => { type: string; bytes: Buffer };

const file = (value: Buffer | string, name = "file"): FormPart => ({
  name,
  value,
  fileName: "a.pdf",
  type: "application/pdf",
});

const formChanges: readonly FormChange[] = [
  // a part missing, duplicated, renamed or in another order
  (random, parts, type) => ({ type, bytes: write(parts.filter(() => random.chance(0.7))) }),
  (random, parts, type) => ({ type, bytes: write([...parts, random.pick(parts)]) }),
  (random, parts, type) => ({
    type,
    bytes: write(parts.map((part) => (random.chance(0.3) ? { ...part, name: hostileString(random) } : part))),
  }),
  (_random, parts, type) => ({ type, bytes: write(parts.toReversed()) }),
  // values, files and their names
  (random, parts, type) => ({
    type,
    bytes: write(
      parts.map((part) => (random.chance(0.4) ? { ...part, value: hostileString(random) } : part)),
    ),
  }),
  (random, parts, type) => ({
    type,
    bytes: write(
      parts.map((part) =>
        part.fileName === undefined ? part : { ...part, value: mutateBytes(random, Buffer.from(part.value)) },
      ),
    ),
  }),
  (random, parts, type) => ({
    type,
    bytes: write(
      parts.map((part) => ({
        ...part,
        fileName: random.pick(["../../x", "", "a\u0000.pdf", 'a".pdf', "x".repeat(5000), "é.pdf"]),
      })),
    ),
  }),
  // too many parts
  (random, parts, type) => ({
    type,
    bytes: write([
      ...parts,
      ...Array.from({ length: 50 + random.below(2000) }, (_, index) => file("", `f${index}`)),
    ]),
  }),
  (random, parts, type) => ({
    type,
    bytes: write([
      ...parts,
      ...Array.from({ length: 50 + random.below(2000) }, (_, index) => ({ name: `n${index}`, value: "1" })),
    ]),
  }),
  (_random, parts, type) => ({
    type,
    bytes: write([...parts, { name: "name", value: "x".repeat(300_000) }]),
  }),
  // the form itself
  (random, parts, type) => ({ type, bytes: write(parts).subarray(0, random.below(write(parts).length)) }),
  (_random, parts, type) => ({ type, bytes: Buffer.concat([write(parts), write(parts)]) }),
  (_random, _parts, type) => ({ type, bytes: Buffer.alloc(0) }),
  (_random, _parts, type) => ({ type, bytes: Buffer.from(`--${boundary}--\r\n`) }),
  (_random, parts) => ({ type: "multipart/form-data", bytes: write(parts) }),
  (_random, parts) => ({ type: "multipart/form-data; boundary=other", bytes: write(parts) }),
  (_random, parts) => ({ type: `multipart/form-data; boundary="${"b".repeat(300)}"`, bytes: write(parts) }),
  (_random, parts) => ({ type: `multipart/mixed; boundary=${boundary}`, bytes: write(parts) }),
  (_random, _parts, type) => ({
    type,
    bytes: Buffer.from(`--${boundary}\r\nx-a: ${"y".repeat(100_000)}\r\n\r\n\r\n--${boundary}--\r\n`),
  }),
  (_random, _parts, type) => ({
    type,
    bytes: Buffer.from(`--${boundary}\r\n${"x-a: 1\r\n".repeat(5000)}\r\n\r\n--${boundary}--\r\n`),
  }),
  (_random, _parts, type) => ({
    type,
    bytes: Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\n{"a":1}\r\n--${boundary}--\r\n`,
    ),
  }),
  (_random, _parts, type) => ({
    type,
    bytes: Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name*=UTF-8''%ff%fe; filename*=x''%00\r\ncontent-transfer-encoding: base64\r\n\r\n####\r\n--${boundary}--\r\n`,
    ),
  }),
];

function write(parts: readonly FormPart[]): Buffer {
  const pieces: Buffer[] = [];
  for (const { name, value, fileName, type } of parts) {
    const fileText = fileName === undefined ? "" : `; filename="${fileName}"`;
    const typeText = type === undefined ? "" : `\r\ncontent-type: ${type}`;
    pieces.push(
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${fileText}${typeText}\r\n\r\n`,
      ),
      Buffer.from(value),
      Buffer.from("\r\n"),
    );
  }
  pieces.push(Buffer.from(`--${boundary}--\r\n`));
  return Buffer.concat(pieces);
}
