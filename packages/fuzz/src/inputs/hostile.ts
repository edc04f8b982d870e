import type { Random } from "../random.ts";

/** Written by {@link toText} as its JSON text, which no value would produce. */
class RawJson {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const strings: readonly string[] = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff\ud800",
  "\u202e\u2066txt.exe",
  "İıſK",
  "ﷺ".repeat(300),
  "👩‍👩‍👧‍👦".repeat(50),
  "x".repeat(300),
  "x".repeat(10_000),
  "__proto__",
  "constructor",
  "toString",
  "null",
  "true",
  "-0",
  "1e400",
  "NaN",
  "9".repeat(400),
  "2026-02-30",
  "0000-00-00",
  "9999-12-31T23:59:59.999Z",
  "+275760-09-13T00:00:00.000Z",
  "-271821-04-20T00:00:00.000Z",
  "10000-01-01T00:00:00Z",
  "2026-01-01T24:00:00Z",
  "2026-01-01T00:00:00+99:99",
  "31.02.2000",
  "12345678901234",
  "99999999999999",
  "evt_7zzzzzzzzzzzzzzzzzzzzzzzzz",
  "dlv_00000000000000000000000000",
  "7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
  "eyJhIjoxfQ==",
  "data:image/png;base64,AAAA",
  "{{ event | json }}",
  "{% for i in (1..100000000) %}x{% endfor %}",
  "{% include 'x' %}",
  "size(data) > 0 && data.matches('(a+)+$')",
  "'); drop table events; --",
  "\\x00' or 1=1",
  "%00%ff%2e%2e%2f",
  "../../../../etc/passwd",
  "http://127.0.0.1:1/",
  "http://[::1]:1/",
  "http://[::ffff:127.0.0.1]:1/",
  "https://user:pass@dead.invalid/",
  "https://dead.invalid/?a=b#c",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "//dead.invalid",
  "(a|a)*$",
  "[",
  "*",
  "check.*",
  "\r\nx-injected: 1",
];

const numbers: readonly (number | RawJson)[] = [
  0,
  -0,
  -1,
  1,
  0.1,
  255,
  65_536,
  2 ** 31,
  2 ** 53,
  2 ** 63,
  Number.MAX_VALUE,
  5e-324,
  new RawJson("1e400"),
  new RawJson("-0.0"),
  new RawJson("9007199254740993"),
  new RawJson("1".repeat(500)),
];

/** A value that breaks something somewhere, of at most some 200 KB. */
export function hostileValue(random: Random): unknown {
  switch (random.below(9)) {
    case 0:
      return random.pick(numbers);
    case 1:
      return random.pick([null, true, false]);
    case 2:
      // A new one each time: the value that contains it is changed further.
      return structuredClone(random.pick<unknown>([[], {}, [[]], [null], { "": null }]));
    case 3:
      return new RawJson(nested(random.pick([5, 40, 100, 1000, 20_000]), random.chance(0.5)));
    case 4:
      return random.chance(0.1) ? Array.from({ length: 20_000 }, () => 0) : [1, "a", null, {}];
    case 5:
      return new RawJson(random.pick(['{"a":1,"a":2}', '{"__proto__":{"a":1}}', '{"\\u0061":1,"a":2}']));
    default:
      return random.pick(strings);
  }
}

export function hostileString(random: Random): string {
  return random.pick(strings);
}

function nested(depth: number, arrays: boolean): string {
  const [open, close] = arrays ? ["[", "]"] : ['{"a":', "}"];
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}

/** JSON text of a value that may contain {@link RawJson}. */
export function toText(value: unknown): string {
  const raw: string[] = [];
  const mark = "\u0001raw\u0001";
  const text = JSON.stringify(value, (_key, each) => {
    if (!(each instanceof RawJson)) return each;
    raw.push(each.text);
    return `${mark}${raw.length - 1}${mark}`;
  });
  return (text ?? "null").replaceAll(
    /"\\u0001raw\\u0001(\d+)\\u0001raw\\u0001"/g,
    (_match, index: string) => raw[Number(index)] ?? "null",
  );
}
