import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";

/** A change of a body: `a.b.0=value`; the value is JSON, or text where it is none. */
export interface Setting {
  path: readonly string[];
  value: unknown;
  /** The value as it was given. */
  text: string;
}

const dangerous = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Reads `path=value`.
 *
 * @throws Error which the command line shows.
 */
export function parseSetting(text: string): Setting {
  const at = text.indexOf("=");
  if (at <= 0) throw new Error("must be path=value, such as session.failureReason=selfie_mismatch");
  const path = text.slice(0, at).split(".");
  if (path.some((part) => part === "" || dangerous.has(part)))
    throw new Error("must name a path, such as order.items.0.sku");
  const value = text.slice(at + 1);
  return { path, value: jsonOrText(value), text: value };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * A copy of a body with these settings.
 *
 * @throws CliError if a path leads through what is neither an object nor a list.
 */
export function withSettings<Body extends object>(body: Body, settings: readonly Setting[]): Body {
  const copy = structuredClone(body);
  for (const { path, value } of settings) {
    let place = copy as Record<string, unknown>;
    for (const [depth, part] of path.slice(0, -1).entries()) {
      place[part] ??= /^\d+$/.test(path[depth + 1] ?? "") ? [] : {};
      const next = place[part];
      if (typeof next !== "object" || next === null)
        throw new CliError(
          `--set ${path.join(".")}: ${path.slice(0, depth + 1).join(".")} is not an object.`,
          null,
          exitCodes.usage,
        );
      place = next as Record<string, unknown>;
    }
    place[path.at(-1) ?? ""] = value;
  }
  return copy;
}
