import { Liquid, LiquidError, type Template, Tokenizer } from "liquidjs";
import type { About, Made, SourceProblem } from "./contract.ts";
import { positionOf } from "./position.ts";
import { createSourceCache } from "./source-cache.ts";

/** Characters of a rendered body. */
const maxBodyLength = 1024 * 1024;
/** Limits of the library, in its own units; whatever exceeds them unnoticed is stopped by killing the process. */
const limits = { parseLimit: 64 * 1024, memoryLimit: 4_000_000 };

const forbiddenTags = ["include", "render", "layout", "block"];
/** Filters that take an expression, or that write JSON a second time or not at all. */
const forbiddenFilters: Readonly<Record<string, string>> = {
  where_exp: "takes an expression; use `where`",
  reject_exp: "takes an expression; use `reject`",
  group_by_exp: "takes an expression; use `group_by`",
  has_exp: "takes an expression; use `has`",
  find_exp: "takes an expression; use `find`",
  find_index_exp: "takes an expression; use `find_index`",
  raw: "would insert text that is not JSON; remove it",
  json: "would write JSON twice: every value is already written as JSON; remove it",
  jsonify: "would write JSON twice: every value is already written as JSON; remove it",
  inspect: "would write JSON twice: every value is already written as JSON; remove it",
};

const engine = new Liquid({
  outputEscape: (value: unknown) => JSON.stringify(value) ?? "null",
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  timezoneOffset: 0,
  // No other template can be loaded: none is in memory, and files are never read.
  templates: {},
  ...limits,
});
for (const tag of forbiddenTags) delete engine.tags[tag];
for (const filter of Object.keys(forbiddenFilters)) delete engine.filters[filter];

const parsed = createSourceCache((source) => engine.parse(source));

/** The body that the template renders of an event. It is JSON, whatever values the event has. */
export function renderTemplate(source: string, about: About): Made<string> {
  let templates: Template[];
  try {
    templates = parsed(source);
  } catch (error) {
    return { ok: false, problem: syntaxProblem(error) };
  }
  let body: unknown;
  try {
    body = engine.renderSync(templates, about);
  } catch (error) {
    return { ok: false, problem: renderProblem(error, source) };
  }
  if (typeof body !== "string" || body.length > maxBodyLength)
    return { ok: false, problem: { kind: "too-large", detail: "what it renders is longer than 1 MiB" } };
  try {
    JSON.parse(body);
  } catch {
    return { ok: false, problem: { kind: "not-json", detail: "what it renders is not JSON" } };
  }
  return { ok: true, value: body };
}

/** The problem of a template, tried on examples; null if it is valid. */
export function checkTemplate(
  source: string,
  examples: readonly { name: string; about: About }[],
): SourceProblem | null {
  try {
    parsed(source);
  } catch (error) {
    return syntaxProblem(error);
  }
  const quoted = quotedOutput(source);
  if (quoted !== null) return quoted;
  for (const { name, about } of examples) {
    const made = renderTemplate(source, about);
    if (made.ok) continue;
    const { problem } = made;
    const where = problem.kind === "not-json" ? wrongPlace(source, about) : "";
    return { ...problem, detail: `over the example of ${name}, ${problem.detail}${where}` };
  }
  return null;
}

/** Values have their own quotes: `"{{ x }}"` would double them. */
function quotedOutput(source: string): SourceProblem | null {
  let inText = false;
  for (const token of new Tokenizer(source).readTopLevelTokens()) {
    const text = token.getText();
    if (inText && text.startsWith("{{")) {
      const output = text.replace(/^\{\{-?\s*|\s*-?\}\}$/g, "");
      const detail =
        `is in quotes, but values have their own: write {{ ${output} }} without quotes around it, ` +
        `and to add text to it {{ ${output} | append: "…" }}`;
      return { kind: "quotes", detail, ...positionOf(source, token.begin) };
    }
    if (text.startsWith("{{") || text.startsWith("{%")) continue;
    for (let at = 0; at < text.length; at++) {
      if (inText && text[at] === "\\") at++;
      else if (text[at] === '"') inText = !inText;
    }
  }
  return null;
}

/** Where the rendered example is not valid JSON any more. */
function wrongPlace(source: string, about: About): string {
  try {
    const body: string = engine.renderSync(parsed(source), about);
    JSON.parse(body);
  } catch (error) {
    if (!(error instanceof SyntaxError)) return "";
    const offset = /at position (\d+)/.exec(error.message)?.[1];
    const end = offset === undefined ? "its end" : "";
    if (end !== "") return `: it breaks off at ${end}`;
    const body: string = engine.renderSync(parsed(source), about);
    const { line, column } = positionOf(body, Number(offset));
    const near = body.slice(Math.max(0, Number(offset) - 20), Number(offset) + 10).trim();
    return `: see line ${line}, column ${column} of the result, near ${JSON.stringify(near)}`;
  }
  return "";
}

function syntaxProblem(error: unknown): SourceProblem {
  const place = placeOf(error);
  const message = messageOf(error);
  const tag = /^tag "?(\w+)"? not found/.exec(message)?.[1];
  if (tag !== undefined && forbiddenTags.includes(tag))
    return {
      kind: "forbidden",
      detail: `the tag ${tag} reads other templates, which bodies can't`,
      ...place,
    };
  const filter = /^undefined filter: (\w+)/.exec(message)?.[1];
  const why = filter === undefined ? undefined : forbiddenFilters[filter];
  if (why !== undefined) return { kind: "forbidden", detail: `the filter ${filter} ${why}`, ...place };
  return { kind: "syntax", detail: message, ...place };
}

/**
 * Only the library's messages that quote nothing but the template are passed on; others may quote
 * values.
 */
function renderProblem(error: unknown, source: string): SourceProblem {
  const place = placeOf(error);
  const message = messageOf(error);
  if (/limit exceeded/.test(message))
    return { kind: "too-large", detail: "it takes more memory or time than a body may", ...place };
  const variable = /^undefined variable: ([\w.[\]"'-]+)$/.exec(message)?.[1];
  const detail =
    variable === undefined || !source.includes(variable)
      ? "a tag or filter fails on its input"
      : `there is no ${variable}; if it may be missing, check first: {% if data contains "…" %}`;
  return { kind: "failed", detail, ...place };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return "it can't be read";
  return error.message.split(/, line:\d+/)[0] ?? "";
}

function placeOf(error: unknown): { line?: number; column?: number } {
  if (!LiquidError.is(error)) return {};
  const [line, column] = error.token.getPosition();
  return line === undefined || column === undefined ? {} : { line, column };
}
