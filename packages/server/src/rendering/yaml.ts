import { parseDocument } from "yaml";
import type { Made } from "./contract.ts";
import { positionOf } from "./position.ts";

/** YAML aliases that are resolved: a settings file has none, and many grow without bound. */
const maxAliases = 0;

/** The contents of a YAML document, as JSON. Its problems quote no part of it. */
export function readYaml(source: string): Made<string> {
  const document = parseDocument(source, { uniqueKeys: true, prettyErrors: false, stringKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const detail = `is not YAML (${error.code})`;
    return { ok: false, problem: { kind: "syntax", detail, ...positionOf(source, error.pos[0]) } };
  }
  try {
    return { ok: true, value: JSON.stringify(document.toJS({ maxAliasCount: maxAliases }) ?? null) };
  } catch (failure) {
    if (!(failure instanceof ReferenceError)) throw failure;
    return { ok: false, problem: { kind: "forbidden", detail: "must not contain aliases" } };
  }
}
