import { type AnyEventType, type EventType, eventDefinition, type JsonValue } from "@countersign/wire";
import { z } from "zod";

export type JsonSchema = { [keyword: string]: JsonValue };

const definitionRef = /^#\/definitions\/(.+)$/;

/**
 * The schema of a type's payload in AsyncAPI's default vocabulary (draft 7). Schemas that it refers to
 * become schemas of the document, since `#` in one means the document.
 */
export function payloadSchema(type: EventType): { schema: JsonSchema; shared: Record<string, JsonSchema> } {
  const { definitions, $schema, ...schema } = z.toJSONSchema(eventDefinition(type).payload, {
    io: "output",
    target: "draft-7",
  }) as JsonSchema;
  const named = Object.entries((definitions ?? {}) as Record<string, JsonSchema>);
  return {
    schema: relocated(schema, type),
    shared: Object.fromEntries(named.map(([name, each]) => [sharedName(type, name), relocated(each, type)])),
  };
}

function relocated<Value extends JsonValue>(value: Value, type: AnyEventType): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => relocated(each, type)) as Value;
  const entries = Object.entries(value).map(([key, each]): [string, JsonValue] => {
    const name = key === "$ref" && typeof each === "string" ? definitionRef.exec(each)?.[1] : undefined;
    return [key, name ? `#/components/schemas/${sharedName(type, name)}` : relocated(each, type)];
  });
  return Object.fromEntries(entries) as Value;
}

function sharedName(type: AnyEventType, name: string): string {
  return `${type}.${name}`;
}
