import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSetting, withSettings } from "./set-path.ts";

test("paths lead through objects and lists, and make what is missing", () => {
  const body = { order: { items: [{ sku: "a", quantity: 1 }] } };
  const settings = [
    "order.items.0.quantity=3",
    "order.items.1.sku=b",
    "order.comment=it's 5 o'clock",
    "test=true",
  ];
  expect(withSettings(body, settings.map(parseSetting))).toEqual({
    order: { items: [{ sku: "a", quantity: 3 }, { sku: "b" }], comment: "it's 5 o'clock" },
    test: true,
  });
  expect(body.order.items).toHaveLength(1);
});

test("a path through text is refused, and so are those that are none", () => {
  expect(() => withSettings({ name: "a" }, [parseSetting("name.first=b")])).toThrow("name is not an object");
  for (const text of ["a", "=1", "a..b=1", "a.__proto__.b=1"])
    expect(() => parseSetting(text)).toThrow("must");
});

test("whatever is set is there, and no prototype is touched", () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 1, maxLength: 4 }),
      fc.jsonValue(),
      (path, value) => {
        fc.pre(!Object.is(value, -0));
        const set = withSettings({}, [parseSetting(`${path.join(".")}=${JSON.stringify(value)}`)]);
        const found = path.reduce<unknown>((place, part) => (place as Record<string, unknown>)[part], set);
        expect(JSON.stringify(found)).toBe(JSON.stringify(value));
        expect(Object.keys({})).toEqual([]);
      },
    ),
  );
});
