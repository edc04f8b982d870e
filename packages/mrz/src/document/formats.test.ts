import { expect, test } from "vitest";
import { allowedCharacters, formats } from "./formats.ts";

test.each(formats)("the fields of $name do not overlap", ({ layout }) => {
  const taken = new Set<string>();
  for (const { line, from, to } of Object.values(layout)) {
    for (let at = from; at < to; at++) {
      expect(taken.has(`${line}.${at}`), `${line}.${at}`).toBe(false);
      taken.add(`${line}.${at}`);
    }
  }
});

test.each(formats)(
  "each position of $name allows some characters, and check digits allow no letters",
  (format) => {
    const allowed = allowedCharacters(format);
    expect(allowed).toHaveLength(format.lineCount);
    for (const line of allowed) expect(line).toHaveLength(format.lineLength);
    const { line, from } = format.layout.birthDateDigit;
    expect(allowed[line]?.[from]).toBe("0123456789");
  },
);
