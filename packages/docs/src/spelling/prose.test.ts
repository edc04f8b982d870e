import { expect, test } from "vitest";
import { wordsOf } from "./prose.ts";

test("the words of a text are those of its sentences, in both languages", () => {
  expect(wordsOf("A project's *webhook* isn't lost; it's “kept”.\nПодпись — проверена.")).toEqual([
    "project",
    "webhook",
    "isn't",
    "lost",
    "it",
    "kept",
    "Подпись",
    "проверена",
  ]);
});

test("labels of links are words, their targets are none", () => {
  expect(wordsOf("[the wrod](docs/worng.md) <https://exmaple.com> https://exmaple.com/a")).toEqual([
    "the",
    "wrod",
  ]);
});

test("code, tags, identifiers, file names and abbreviations are no words", () => {
  const block = "```sh\nehco\n```";
  expect(
    wordsOf(
      `${block}\n\n<a id="wrnog"></a> \`worng\` attemptId X_Y main.ts wrnog/worng.ts 5ms HTTP APIs a@b.example`,
    ),
  ).toEqual([]);
});
