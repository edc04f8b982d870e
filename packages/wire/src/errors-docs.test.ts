import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ableIdCodes } from "./able-id/errors.ts";
import { languages } from "./languages.ts";
import { loveAndPayErrors } from "./love-and-pay/errors.ts";
import { problems } from "./problems.ts";
import { operationErrors } from "./rarus/errors.ts";
import { treezorErrors } from "./treezor/errors.ts";

const page = readFileSync(new URL("../../../docs/errors.md", import.meta.url), "utf8");

/** The cells of the body rows of the table under a heading. */
function table(heading: string): string[][] {
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
