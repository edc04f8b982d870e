import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ableIdCodes } from "./able-id/errors.ts";
import { languages } from "./languages.ts";
import { loveAndPayErrors } from "./love-and-pay/errors.ts";
import { problems } from "./problems.ts";
import { operationErrors } from "./rarus/errors.ts";
import { treezorErrors } from "./treezor/errors.ts";

const read = (file: string) => readFileSync(new URL(`../../../docs/${file}`, import.meta.url), "utf8");
const english = read("errors.md");
const russian = read("ru/errors.md");

/** The cells of the body rows of the table under a heading. */
function table(heading: string, page = english): string[][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
}

test("docs/errors.md lists the management API's errors as they are", () => {
  expect(table("Management API")).toEqual(
    Object.entries(problems).map(([code, { status, title, meaning }]) => [
      `<a id="${code}"></a>\`${code}\``,
      String(status),
      title,
      meaning,
    ]),
  );
});

test("docs/errors.md lists the able-id codes as they are", () => {
  expect(table("The /check calls")).toEqual(
    Object.entries(ableIdCodes).map(([code, { type, http, message }]) => [
      code,
      `\`${type}\``,
      String(http),
      ...languages.map((language) => message[language]),
    ]),
  );
});

test("docs/errors.md lists the Love&Pay calls' errors as they are", () => {
  expect(table("The Love&Pay calls")).toEqual(
    Object.entries(loveAndPayErrors).map(([code, { http, message }]) => [
      `\`${code}\``,
      String(http),
      message.ru,
      message.en,
    ]),
  );
});

test("docs/errors.md lists the Treezor calls' errors as they are", () => {
  expect(table("The Treezor calls")).toEqual(
    Object.entries(treezorErrors).map(([code, { http, message }]) => [code, String(http), message]),
  );
});

test("docs/errors.md lists the errors of the operations as they are", () => {
  expect(table("The /organization and /user calls")).toEqual(
    Object.entries(operationErrors).map(([code, { status, message, meaning }]) => [
      `\`${code}\``,
      String(status),
      message,
      meaning,
    ]),
  );
});

/** What a Russian row has in addition to the cells that it shares with the English page. */
function expectRussian(cells: readonly (string | undefined)[]): void {
  for (const cell of cells) expect(cell).toMatch(/[а-яё]{3}/i);
}

test("the Russian page lists the management API's errors, each with its meaning in Russian", () => {
  const rows = table("API управления", russian);
  expect(rows.map((row) => row.slice(0, 3))).toEqual(table("Management API").map((row) => row.slice(0, 3)));
  expectRussian(rows.map((row) => row[3]));
});

test("the Russian page lists the errors of able-id and of Love&Pay as the English one does", () => {
  expect(table("Вызовы /check", russian)).toEqual(table("The /check calls"));
  expect(table("Вызовы Love&Pay", russian)).toEqual(table("The Love&Pay calls"));
});

test("the Russian page lists Treezor's errors, each with a translation", () => {
  const rows = table("Вызовы Treezor", russian);
  expect(rows.map((row) => row.slice(0, 3))).toEqual(table("The Treezor calls"));
  expectRussian(rows.map((row) => row[3]));
});

test("the Russian page lists the errors of the operations, each with its meaning in Russian", () => {
  const rows = table("Вызовы /organization и /user", russian);
  expect(rows.map((row) => row.slice(0, 3))).toEqual(
    table("The /organization and /user calls").map((row) => row.slice(0, 3)),
  );
  expectRussian(rows.map((row) => row[3]));
});
