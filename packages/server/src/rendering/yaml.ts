import { parseDocument } from "yaml";
import type { Made } from "./contract.ts";
import { positionOf } from "./position.ts";

/** Aliases of YAML that are followed: a settings file has none, and many grow without bound. */
const mostAliases = 0;

/** What a YAML document holds, as JSON. Its problems quote nothing of it. */
export function readYaml(source: string): Made<string> {
  const document = parseDocument(source, { uniqueKeys: true, prettyErrors: false, stringKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const detail = `is no YAML (${error.code})`;
    return { ok: false, problem: { kind: "syntax", detail, ...positionOf(source, error.pos[0]) } };
  }
  try {
    return { ok: true, value: JSON.stringify(document.toJS({ maxAliasCount: mostAliases }) ?? null) };
  } catch (failure) {
    if (!(failure instanceof ReferenceError)) throw failure;
    return { ok: false, problem: { kind: "forbidden", detail: "must hold no aliases" } };
  }
}
