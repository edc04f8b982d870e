import {
  ableIdCodes,
  ableIdOutcomeCodes,
  eventDefinition,
  eventJsonSchema,
  eventTypes,
} from "@countersign/wire";
import { typeText } from "./type-text.ts";

const heading = `// Made of the event catalog by \`npm run generate -w packages/receiver\`; a test compares.\n`;

/**
 * The files of `generated/` by name: what the published package knows of the catalog, without the
 * schemas and the library that reads them.
 */
export function generatedFiles(): Record<string, string> {
  return { "payloads.ts": payloads(), "catalog.ts": catalog() };
}

function payloads(): string {
  const members = eventTypes.map((type) => {
    const { title, description } = eventDefinition(type);
    const key = /^\w+$/.test(type) ? type : JSON.stringify(type);
    return `  /** ${title.en}: ${description.en} */\n  ${key}: ${typeText(eventJsonSchema(type), "  ")};`;
  });
  return `${heading}import type { JsonValue } from "../json.ts";

/** What an event of each type carries. */
export interface EventPayloads {
${members.join("\n")}
}
`;
}

function catalog(): string {
  const before = eventTypes.filter((type) => eventDefinition(type).before === true);
  const subjects = eventTypes.map((type) => `  ${JSON.stringify(type)}: "${eventDefinition(type).subject}",`);
  const outcomes = Object.entries(ableIdOutcomeCodes).map(
    ([outcome, code]) =>
      `  { outcome: "${outcome}", code: ${code}, messages: ${JSON.stringify(ableIdCodes[code].message)} },`,
  );
  return `${heading}
/** Whose id the subject of each type's events is. */
export const subjectKinds = {
${subjects.join("\n")}
} as const;

/** The types that are told before it happens. */
export const beforeEventTypes = ${JSON.stringify(before)} as const;

/** The outcomes of able-id's hook: the code, and the message by language. */
export const outcomes = [
${outcomes.join("\n")}
] as const;
`;
}
