import type { Mapping, Target } from "./mappings.ts";

type Fields = Record<string, unknown>;

/** The payload of the before-event: the body's known fields, and who and what the call is about. */
export function payloadOf(mapping: Mapping, target: Target, body: Fields): Fields {
  const known = Object.fromEntries(
    mapping.fields.filter((name) => Object.hasOwn(body, name)).map((name) => [name, body[name]]),
  );
  const section = { ...mapping.defaults, ...known, ...mapping.imposed?.(target) };
  const around = mapping.around(target);
  return mapping.section === null ? { ...around, ...section } : { ...around, [mapping.section]: section };
}

/**
 * The body with what hooks changed of the payload; null where they changed nothing, so that the upstream gets the
 * very bytes that came. A field that a hook left as it was stays as it came, present or absent.
 */
export function bodyOf(mapping: Mapping, before: Fields, after: Fields, body: Fields): Fields | null {
  const [old, next] = [sectionOf(mapping, before), sectionOf(mapping, after)];
  const changed = mapping.fields.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(next[name]));
  if (changed.length === 0) return null;
  const result = { ...body };
  for (const name of changed) {
    if (Object.hasOwn(next, name)) result[name] = next[name];
    else delete result[name];
  }
  return result;
}

/** A field of the payload as the body has it. */
export function fieldInBody(mapping: Mapping, field: string): string {
  const prefix = `${mapping.section}.`;
  return mapping.section !== null && field.startsWith(prefix) ? field.slice(prefix.length) : field;
}

function sectionOf(mapping: Mapping, payload: Fields): Fields {
  return mapping.section === null ? payload : (payload[mapping.section] as Fields);
}
