import type { Random } from "../random.ts";
import type { Known } from "../world/known.ts";
import { worldValueByName } from "./by-name.ts";

/**
 * The example, with values of this world for fields whose names need them: ids that exist, tags
 * that are new.
 */
export function valueByExample(random: Random, known: Known, example: unknown, name = ""): unknown {
  if (Array.isArray(example)) return example.map((each) => valueByExample(random, known, each, name));
  if (example !== null && typeof example === "object")
    return Object.fromEntries(
      Object.entries(example).map(([key, value]) => [key, valueByExample(random, known, value, key)]),
    );
  return typeof example === "string" ? (worldValueByName(random, known, name) ?? example) : example;
}
