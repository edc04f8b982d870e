import type { RarusUpstream } from "@countersign/wire";
import type { Mapping, Target } from "./mappings.ts";

type Fields = Record<string, unknown>;

/**
 * The payload of the before-event: the body's known fields, the call's user and object, and under `upstream` everything
 * else that the upstream gets.
 */
export function payloadOf(
  mapping: Mapping,
  target: Target,
  body: Fields,
  query: Readonly<Record<string, string>> = {},
): Fields {
  const known = Object.fromEntries(
    mapping.fields.filter((name) => Object.hasOwn(body, name)).map((name) => [name, body[name]]),
  );
  const section = { ...mapping.defaults, ...known, ...mapping.imposed?.(target) };
  const around = mapping.around(target);
  const payload =
    mapping.section === null ? { ...around, ...section } : { ...around, [mapping.section]: section };
  const fields = othersOf(mapping, body);
  if (Object.keys(fields).length === 0 && Object.keys(query).length === 0) return payload;
  return { ...payload, upstream: { query: { ...query }, fields } };
}

/** The members of a body that are not fields of the operation. */
export function othersOf(mapping: Mapping, body: Fields): Fields {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !mapping.fields.includes(name)));
}

/**
 * The body with the hooks' changes; null if they changed nothing, so that the upstream gets the original bytes. An
 * unchanged field stays as it was sent, present or absent.
 */
export function bodyOf(mapping: Mapping, before: Fields, after: Fields, body: Fields): Fields | null {
  const [old, next] = [sectionOf(mapping, before), sectionOf(mapping, after)];
  const changed = mapping.fields.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(next[name]));
  const others = upstreamOf(after).fields;
  const othersChanged = JSON.stringify(upstreamOf(before).fields) !== JSON.stringify(others);
  if (changed.length === 0 && !othersChanged) return null;
  const result = othersChanged
    ? {
        ...Object.fromEntries(Object.entries(body).filter(([name]) => mapping.fields.includes(name))),
        ...others,
      }
    : { ...body };
  for (const name of changed) {
    if (Object.hasOwn(next, name)) result[name] = next[name];
    else delete result[name];
  }
  return result;
}

/** The rest of what the upstream gets, from the payload. */
export function upstreamOf(payload: Fields): RarusUpstream {
  return (payload.upstream as RarusUpstream | undefined) ?? { query: {}, fields: {} };
}

/** The name of a payload's field in the caller's body. */
export function fieldInBody(mapping: Mapping, field: string): string {
  const prefixes = ["upstream.fields.", ...(mapping.section === null ? [] : [`${mapping.section}.`])];
  const prefix = prefixes.find((each) => field.startsWith(each));
  return prefix === undefined ? field : field.slice(prefix.length);
}

function sectionOf(mapping: Mapping, payload: Fields): Fields {
  return mapping.section === null ? payload : (payload[mapping.section] as Fields);
}
