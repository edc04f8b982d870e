import { performance } from "node:perf_hooks";
import { typesOf } from "@countersign/wire";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { cpuTimeMs } from "../testing/cpu-time.ts";
import type { About } from "./contract.ts";
import { createRendering } from "./rendering.ts";

const rendering = createRendering();
afterAll(() => rendering.close());

const about = (data: About["data"]): About => ({
  event: "before_order_add",
  sequence: null,
  occurredAt: "2026-01-01T12:00:00.000Z",
  data,
});
const order = about({
  order: { userId: "usr-1", comment: 'a "b" \\ c\n', items: [{ sku: "x", price: 100 }] },
  rate: 1.5,
});

const owner = { projectId: "prj-1", webhookId: "whk-1" };
let owners = 0;
/**
 * A different webhook and project each time, so that no state of a webhook affects the result.
 */
const newOwner = () => ({ projectId: `prj-${++owners}`, webhookId: `whk-${owners}` });
const render = async (template: string, over = order) => rendering.render(template, over, newOwner());
const kindOf = async (template: string, over = order) => {
  const made = await render(template, over);
  return made.ok ? JSON.parse(made.value) : made.problem.kind;
};

describe("a body", () => {
  test("writes every value as JSON, whatever it holds", async () => {
    expect(
      await kindOf('{"e": {{ event }}, "c": {{ data.order.comment }}, "i": {{ data.order.items }}}'),
    ).toEqual({
      e: "before_order_add",
      c: 'a "b" \\ c\n',
      i: [{ sku: "x", price: 100 }],
    });
    expect(
      await kindOf(
        '{"s": {{ data.order.userId | append: "!" }}, "n": {{ data.rate | times: 2 }}, "z": {{ sequence }}}',
      ),
    ).toEqual({
      s: "usr-1!",
      n: 3,
      z: null,
    });
    expect(
      await kindOf(
        "[{% for item in data.order.items %}{{ item.sku }}{% unless forloop.last %},{% endunless %}{% endfor %}]",
      ),
    ).toEqual(["x"]);
  });

  test("lets no value out of its place", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const made = await render(
          '{"before": 1, "value": {{ data.value }}, "after": 2}',
          about({ value: value as never }),
        );
        expect(made.ok && JSON.parse(made.value)).toEqual({
          before: 1,
          value: JSON.parse(JSON.stringify(value)),
          after: 2,
        });
      }),
      { numRuns: 200 },
    );
  });

  test("refuses a member that isn't there, and a result that is not JSON", async () => {
    expect(await render('{"a": {{ data.order.nothing }}}')).toMatchObject({
      ok: false,
      problem: { kind: "failed", detail: expect.stringContaining("data.order.nothing"), line: 1, column: 10 },
    });
    expect(await kindOf("{{ data.order.userId }} {{ event }}")).toBe("not-json");
    expect(await kindOf("")).toBe("not-json");
  });

  test("names no value in a problem", async () => {
    for (const template of [
      "{{ data.order.userId | date: data.order.userId }} x",
      "{{ data[data.order.userId] }}",
      '{"a": {{ data.order.userId }} x}',
    ]) {
      const made = await render(template);
      expect(made.ok).toBe(false);
      expect(JSON.stringify(made)).not.toContain("usr-1");
    }
  });

  test("reaches no prototype and no file", async () => {
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
      expect(await kindOf(`{{ data.${name} }}`)).toBe("failed");
      expect(await kindOf(`{{ data.order.userId.${name} }}`)).toBe("failed");
    }
    for (const tag of [
      '{% include "/etc/passwd" %}',
      '{% render "a" %}',
      '{% layout "a" %}',
      "{% block a %}{% endblock %}",
    ])
      expect(await kindOf(tag)).toBe("forbidden");
    for (const filter of ["where_exp", "reject_exp", "group_by_exp", "has_exp", "find_exp", "find_index_exp"])
      expect(await kindOf(`{{ data.order.items | ${filter}: "i", "i.sku == 1" }}`)).toBe("forbidden");
    expect(await kindOf("{{ data.order.comment | raw }}")).toBe("forbidden");
    expect(await kindOf("{{ data.order.comment | json }}")).toBe("forbidden");
  });
});

/**
 * The limit is 100 ms of the process's own time; the rest is for starting its replacement.
 */
const maxCpuMs = 3000;
/** A pause of this process; others on the machine take turns with it. */
const maxPauseMs = 3000;

const items = `[${Array.from({ length: 50 }, (_, at) => at).join(",")}]`;
const nested = ["a", "b", "c", "d", "e", "f"].reduce(
  (inner, name) => `${items}.all(${name}, ${inner})`,
  "true",
);

const loop =
  "{% for i in (1..100000) %}{% for j in (1..100000) %}{% assign k = 1 %}{% endfor %}{% endfor %}1 ";

/** Each would run forever or fill the memory. */
const hostileTemplates: Record<string, string> = {
  "a long loop": "{% for i in (1..1000000000) %}{% endfor %}1",
  "loops in loops": `${"{% for i in (1..1000) %}".repeat(6)}x${"{% endfor %}".repeat(6)}`,
  "doubling text": `{% assign s = "xxxxxxxxxxxxxxxx" %}${"{% assign s = s | append: s %}".repeat(40)}{{ s }}`,
  "doubling lists": `{% assign a = "1,2,3,4" | split: "," %}${"{% assign a = a | concat: a %}".repeat(40)}{{ a }}`,
  "replacing into growth": `{% assign s = "aaaaaaaaaaaaaaaa" %}${'{% assign s = s | replace: "a", "aaaaaaaaaaaaaaaa" %}'.repeat(12)}{{ s }}`,
  "deep nesting": `${"{% if true %}".repeat(5000)}1${"{% endif %}".repeat(5000)}`,
  "a table without end": "{% tablerow i in (1..100000000) %}{{ i }}{% endtablerow %}",
  "a wide format": '{{ "now" | date: "%999999999Y" }}',
  "more than is read": "1 ".repeat(100_000),
};

const hostileConditions: Record<string, string> = {
  "lists in lists": nested,
  "doubling lists": `${items}${".map(x, [x, x, x, x, x, x, x, x])".repeat(1)}.map(y, ${items}.map(z, ${items}.map(w, ${items}.map(v, y)))).size() > 1`,
  "deep nesting": `${"(".repeat(20_000)}true${")".repeat(20_000)}`,
  "a long sum": `${"1 + ".repeat(50_000)}1 > 0`,
  "an ill-natured pattern": `"${"a".repeat(5000)}!".matches("(a|a|a|aa)*(a|aa|aaa)*(a+)+$") || ${nested}`,
};

describe("what loops or explodes", () => {
  test.each(Object.entries(hostileTemplates))(
    "in a body, %s, is stopped within the limit",
    async (_name, template) => {
      await render("1");
      const before = cpuTimeMs();
      const made = await render(template);
      expect(made.ok).toBe(false);
      expect(cpuTimeMs() - before).toBeLessThan(maxCpuMs);
    },
  );

  test.each(Object.entries(hostileConditions))(
    "in a condition, %s, is stopped within the limit",
    async (_name, condition) => {
      await rendering.evaluate("true", order, owner);
      const before = cpuTimeMs();
      const made = await rendering.evaluate(condition, order, newOwner());
      expect(made.ok).toBe(false);
      expect(cpuTimeMs() - before).toBeLessThan(maxCpuMs);
    },
  );

  test("stops neither this process nor other renderings", async () => {
    let longestPause = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      longestPause = Math.max(longestPause, performance.now() - last);
      last = performance.now();
    }, 5);
    const flooding = newOwner();
    const bad = Array.from({ length: 4 }, () => rendering.render(loop, order, flooding));
    const good = Array.from({ length: 50 }, () => kindOf('{"u": {{ data.order.userId }}}'));
    expect(await Promise.all(good)).toEqual(Array(50).fill({ u: "usr-1" }));
    expect((await Promise.all(bad)).every((made) => !made.ok)).toBe(true);
    clearInterval(beat);
    expect(longestPause).toBeLessThan(maxPauseMs);
  });

  test("suspends its webhook only after several times, and never another's, though their texts are the same", async () => {
    const template =
      "{% for i in (1..data.times) %}{% for j in (1..data.times) %}{% assign k = 1 %}{% endfor %}{% endfor %}1";
    const [slow, quick] = [about({ times: 1_000_000 }), about({ times: 1 })];
    const kind = async (over: About, whose: typeof owner) => {
      const made = await rendering.render(template, over, whose);
      return made.ok ? "ok" : made.problem.kind;
    };
    const mine = newOwner();
    const sibling = { ...mine, webhookId: "whk-sibling" };
    expect(await kind(slow, mine)).toBe("too-slow");
    expect(await kind(quick, mine)).toBe("ok");
    expect(await kind(slow, mine)).toBe("too-slow");
    expect(await kind(quick, mine)).toBe("ok");
    expect(await kind(slow, mine)).toBe("too-slow");
    expect(await kind(quick, mine)).toBe("busy");
    expect(await kind(quick, sibling)).toBe("ok");
    expect(await kind(quick, newOwner())).toBe("ok");
  });

  test("leaves nothing in a process that takes room from what is rendered next, however many large texts there are", async () => {
    // Large together: one that takes a fair part of its 100 ms is too slow on a machine that does
    // other work.
    const large = (nth: number) => `[${`{% if event == "${nth}" %}1{% endif %}`.repeat(100)}{{ event }}]`;
    for (let nth = 0; nth < 600; nth++) {
      expect(
        await rendering.render(large(nth), order, { projectId: "large", webhookId: `large-${nth}` }),
      ).toEqual({
        ok: true,
        value: '["before_order_add"]',
      });
    }
  });

  test("is refused before it is handed over where it is too much", async () => {
    const many = about({ list: Array.from({ length: 30_000 }, () => 1) });
    expect(await kindOf("{{ data }}", many)).toBe("too-large");
    const deep = about(JSON.parse(`{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`));
    expect(await kindOf("{{ data }}", deep)).toBe("too-large");
    expect(await rendering.evaluate("true", deep, newOwner())).toMatchObject({
      problem: { kind: "too-large" },
    });
    const long = about({ text: "\u0000".repeat(500_000) });
    expect(await kindOf("{{ data }}", long)).toBe("too-large");
  });
});

describe("a condition", () => {
  const holds = async (condition: string) => {
    const made = await rendering.evaluate(condition, order, newOwner());
    return made.ok ? made.value : made.problem.kind;
  };

  test("asks about the event and its data", async () => {
    expect(await holds('event == "before_order_add"')).toBe(true);
    expect(await holds("data.order.items.exists(i, i.price >= 100)")).toBe(true);
    expect(await holds("data.order.items[0].price * 2 == 200 && data.rate > 1")).toBe(true);
    expect(await holds("has(data.order.coupon) && data.order.coupon > 5")).toBe(false);
    expect(await holds('timestamp(occurredAt) < timestamp("2026-01-01T00:00:00Z")')).toBe(false);
  });

  test("fails on missing variables and on results that are not boolean, and names no value", async () => {
    for (const condition of [
      "data.nothing",
      "data.order.userId",
      "nobody == 1",
      "1/0 == 1",
      "data[data.order.userId] == 1",
      "data.constructor",
    ]) {
      const made = await rendering.evaluate(condition, order, newOwner());
      expect(made).toMatchObject({ ok: false, problem: { kind: "failed" } });
      expect(JSON.stringify(made)).not.toContain("usr-1");
    }
  });
});

describe("at its save", () => {
  test.each([
    ['{"user": "{{ data.order.userId }}"}', "quotes", 1, 11],
    ['{\n  "text": "for {{ data.order.userId }}"\n}', "quotes", 2, 16],
    ['{"a": {{ data.order.userId }', "syntax", 1, 7],
    ["{\n{% if %}1{% endif %}}", "syntax", 2, 6],
    ["{% nothing %}", "syntax", 1, 1],
    ["{{ data | nofilter }}", "syntax", 1, 1],
    ['{% include "a" %}', "forbidden", 1, 1],
    ['{\n "a": {{ data.order.x }}}', "failed", 2, 10],
  ])("the body %j is refused with its place", async (template, kind, line, column) => {
    expect(await rendering.checkTemplate(template, ["before_order_add"], owner)).toMatchObject({
      kind,
      line,
      column,
    });
  });

  test("quotes in tags, in texts and after an escape are accepted", async () => {
    for (const template of [
      '{"a": {{ data.order.userId | append: "x" }}}',
      '{% if event == "before_order_add" %}{"a": 1}{% else %}{"b": 2}{% endif %}',
      '{"a\\"b": {{ event }}, "c": "d"}',
    ])
      expect(await rendering.checkTemplate(template, ["before_order_add"], owner)).toBeNull();
  });

  test("a body that doesn't render to JSON for one of its types is refused, with the place in the result", async () => {
    expect(
      await rendering.checkTemplate(
        '{"event": {{ event }}, "order": {{ data.order }}}',
        ["before_order_add"],
        owner,
      ),
    ).toBeNull();
    expect(
      await rendering.checkTemplate(
        '{"event": {{ event }}, "order": {{ data.order }}}',
        ["before_order_add", "before_user_new"],
        owner,
      ),
    ).toMatchObject({
      kind: "failed",
      detail: expect.stringContaining("before_user_new"),
    });
    expect(
      await rendering.checkTemplate('{\n"event": {{ event }},\n}', ["before_order_add"], owner),
    ).toMatchObject({
      kind: "not-json",
      detail: expect.stringMatching(/line 3, column 1/),
    });
    expect(
      await rendering.checkTemplate('{"event": {{ event }}, "data": {{ data }}}', typesOf(["*"]), owner),
    ).toBeNull();
  });

  test.each([
    ["data.order. == 1", "syntax", 1, 11],
    ["true &&\n data.nothing == 1", "failed", 2, undefined],
    ["data.order.discount", "failed", undefined, undefined],
  ])("the condition %j is refused with its place", async (condition, kind, line, column) => {
    const problem = await rendering.checkCondition(condition, ["before_order_add"], owner);
    expect(problem).toMatchObject({ kind, ...(line && { line }), ...(column && { column }) });
  });

  test("a good condition passes", async () => {
    expect(await rendering.checkCondition("data.order.discount > 0", ["before_order_add"], owner)).toBeNull();
  });
});

test("a warm process renders in far less than a millisecond", async () => {
  const template = '{"user": {{ data.order.userId }}}';
  for (let at = 0; at < 200; at++) await render(template);
  const times = 500;
  const before = cpuTimeMs();
  for (let at = 0; at < times; at++) await render(template);
  expect((cpuTimeMs() - before) / times).toBeLessThan(1);
});
