import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAddressRules } from "./address-rules.ts";

const strict = createAddressRules([]);

function codeOf(url: string): string | null {
  const checked = strict.checkUrl(url);
  return checked.ok ? null : checked.problem.code;
}

describe("no address of a forbidden range passes, in any notation", () => {
  const ranges: [string, number][] = [
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.0.2.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["198.51.100.0", 24],
    ["203.0.113.0", 24],
    ["224.0.0.0", 4],
    ["240.0.0.0", 4],
  ];
  const forbiddenV4 = fc.constantFrom(...ranges).chain(([network, bits]) => {
    const base = network.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
    return fc.integer({ min: 0, max: 2 ** (32 - bits) - 1 }).map((offset) => base + offset);
  });
  const part = fc.constantFrom(
    (value: number) => String(value),
    (value: number) => `0${value.toString(8)}`,
    (value: number) => `0x${value.toString(16)}`,
    (value: number) => `0X000${value.toString(16).toUpperCase()}`,
  );
  const text = fc
    .tuple(forbiddenV4, fc.integer({ min: 1, max: 4 }), part, part, part, part)
    .map(([value, count, ...writers]) => {
      const bytes = [24, 16, 8].slice(0, count - 1).map((shift) => Math.floor(value / 2 ** shift) % 256);
      const last = value % 2 ** (32 - 8 * (count - 1));
      return [...bytes, last].map((number, at) => (writers[at] ?? String)(number)).join(".");
    });

  test("IPv4", () => {
    fc.assert(
      fc.property(text, (host) => {
        expect(codeOf(`https://${host}/`)).toBe("private-address");
      }),
      { numRuns: 2000 },
    );
  });

  const embeddings = ["::ffff:", "::", "::ffff:0:", "64:ff9b::"];
  test("IPv4 inside of IPv6", () => {
    fc.assert(
      fc.property(forbiddenV4, fc.constantFrom(...embeddings), fc.boolean(), (value, prefix, dotted) => {
        const hex = `${Math.floor(value / 65536).toString(16)}:${(value % 65536).toString(16)}`;
        const quad = [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
        expect(codeOf(`https://[${prefix}${dotted ? quad : hex}]/`)).toBe("private-address");
        expect(codeOf(`https://[2002:${hex}::1]/`)).toBe("private-address");
      }),
      { numRuns: 1000 },
    );
  });

  test("IPv6 outside of what is assigned to hosts", () => {
    const word = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(fc.array(word, { minLength: 8, maxLength: 8 }), (words) => {
        fc.pre(((words[0] ?? 0) & 0xe000) !== 0x2000);
        const host = words.map((value) => value.toString(16)).join(":");
        expect(codeOf(`https://[${host}]/`)).toBe("private-address");
      }),
    );
  });

  test("and as a name's address", () => {
    fc.assert(
      fc.property(forbiddenV4, (value) => {
        const quad = [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
        const checked = strict.checkUrl("https://hooks.example.com/");
        expect(checked.ok && strict.checkAddresses(checked.target, ["8.8.8.8", quad])?.code).toBe(
          "private-address",
        );
      }),
    );
  });
});
