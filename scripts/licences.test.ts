import { expect, test } from "vitest";
import { licenceProblems, licenceTable } from "./licences.ts";

const component = (name: string, licence: string) => ({
  name,
  version: "1.0.0",
  licenses: licence === "" ? [] : [{ license: { id: licence } }],
});

test("a package without a licence, or with one that is not accepted, is named", () => {
  const components = [component("good", "MIT"), component("bare", ""), component("viral", "AGPL-3.0-only")];
  expect(licenceProblems({ components })).toEqual(["bare 1.0.0: no licence", "viral 1.0.0: AGPL-3.0-only"]);
});

test("of an expression, every part of an AND and one of an OR must be accepted", () => {
  const expression = (text: string) => ({ name: "x", version: "1.0.0", licenses: [{ expression: text }] });
  const problems = (text: string) => licenceProblems({ components: [expression(text)] });
  expect(problems("(Apache-2.0 AND BSD-3-Clause)")).toEqual([]);
  expect(problems("(MIT OR GPL-2.0-only)")).toEqual([]);
  expect(problems("(MIT AND GPL-2.0-only)")).toHaveLength(1);
  expect(problems("(MIT OR (GPL-2.0-only AND ISC))")).toHaveLength(1);
});

test("the table lists every package once, by licence", () => {
  const components = [component("b", "MIT"), component("a", "ISC")];
  expect(licenceTable({ components }).split("\n").slice(2)).toEqual([
    "| a | 1.0.0 | ISC |",
    "| b | 1.0.0 | MIT |",
    "",
  ]);
});
