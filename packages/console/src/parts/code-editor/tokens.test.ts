import { type StreamParser, StringStream } from "@codemirror/language";
import { expect, test } from "vitest";
import { celTokens } from "./cel-tokens.ts";
import { liquidTokens } from "./liquid-tokens.ts";
import { yamlTokens } from "./yaml-tokens.ts";

/** A text as `kind text` for each token that has a colour. */
function tokensOf<State>(parser: StreamParser<State>, text: string): string[] {
  const state = parser.startState?.(2) as State;
  return text.split("\n").flatMap((line) => {
    const found: string[] = [];
    const stream = new StringStream(line, 2, 2);
    while (!stream.eol()) {
      stream.start = stream.pos;
      const kind = parser.token(stream, state);
      if (stream.pos === stream.start) throw new Error(`no progress in ${line} at ${stream.pos}`);
      if (kind) found.push(`${kind} ${stream.current()}`);
    }
    return found;
  });
}

test("a body's keys, texts, outputs, tags and filters are distinguished", () => {
  const body = '{ "buyer": {{ data.user.id | json }},\n{% if data.total > 10 %}"big": true{% endif %} }';
  expect(tokensOf(liquidTokens, body)).toEqual([
    'propertyName "buyer"',
    "brace {{",
    "variableName data.user.id",
    "keyword | json",
    "brace }}",
    "brace {%",
    "keyword if",
    "variableName data.total",
    "number 10",
    "brace %}",
    'propertyName "big"',
    "atom true",
    "brace {%",
    "keyword endif",
    "brace %}",
  ]);
});

test("an output within a text ends the text's colour and begins it again", () => {
  expect(tokensOf(liquidTokens, '{"a": "Hi {{ name }}!"}')).toEqual([
    'propertyName "a"',
    'string "Hi ',
    "brace {{",
    "variableName name",
    "brace }}",
    'string "}',
  ]);
});

test("a condition's words, texts and operators are distinguished", () => {
  expect(tokensOf(celTokens, 'has(data.total) && event == "paid" // now')).toEqual([
    "keyword has",
    "variableName data",
    "variableName total",
    "operator &&",
    "variableName event",
    "operator ==",
    'string "paid"',
    "comment // now",
  ]);
});

test("a settings file's keys and values are distinguished", () => {
  expect(tokensOf(yamlTokens, "version: 2\nwebhooks:\n  - name: 'CRM'\n    active: true # on")).toEqual([
    "propertyName version",
    "number 2",
    "propertyName webhooks",
    "propertyName - name",
    "string 'CRM'",
    "propertyName active",
    "atom true",
    "comment # on",
  ]);
});
