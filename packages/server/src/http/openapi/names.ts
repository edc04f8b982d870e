import * as wire from "@countersign/wire";
import * as z from "zod";

/**
 * Kinds of schemas that become a component, and so a named type in a generated client.
 */
const named: readonly string[] = ["object", "enum", "union", "discriminated_union"];

/**
 * A name for each object and enumeration that `wire` exports: `kycSessionSchema` is `KycSession`.
 */
export function schemaNames(): ReadonlyMap<z.ZodType, string> {
  const names = new Map<z.ZodType, string>();
  for (const [name, value] of Object.entries(wire)) {
    if (!name.endsWith("Schema") || !(value instanceof z.ZodType)) continue;
    if (!named.includes(value.def.type) || names.has(value)) continue;
    names.set(value, name.charAt(0).toUpperCase() + name.slice(1, -"Schema".length));
  }
  return names;
}
