import {
  type EventTypeView,
  eventDefinition,
  eventJsonSchema,
  type eventTypes,
  type JsonValue,
} from "@countersign/wire";
import type { OwnEventType } from "../../../custom-events/index.ts";

/** A type of the catalog as the API shows it. */
export function catalogTypeView(type: (typeof eventTypes)[number]): EventTypeView {
  const { title, description, dialect, subject, personal, example } = eventDefinition(type);
  const schema = eventJsonSchema(type);
  return {
    type,
    projectId: null,
    version: 1,
    title,
    description,
    dialect,
    subject,
    personal,
    schema,
    example: example as JsonValue,
  };
}

/** A project's own type. Whether its payload contains personal data is unknown, so it is treated as if it did. */
export function ownTypeView({
  type,
  projectId,
  version,
  title,
  description,
  schema,
  example,
}: OwnEventType): EventTypeView {
  const fixed = { dialect: "standard", subject: "any", personal: true };
  return { type, projectId, version, title, description, ...fixed, schema, example };
}
