import type {
  Clock,
  CreateEventType,
  CustomEventType,
  FieldProblem,
  JsonValue,
  ProjectId,
} from "@countersign/wire";
import { type Db, type Tx, unproven } from "../db/index.ts";
import { compile, type PayloadCheck } from "./compile.ts";
import { limitProblem } from "./schema-limits.ts";

/** A custom event type of a project. */
export interface OwnEventType {
  projectId: ProjectId;
  type: CustomEventType;
  title: { ru: string; en: string };
  description: { ru: string; en: string };
  schema: Record<string, JsonValue>;
  example: Record<string, JsonValue>;
}

/** How many types a project may have. */
const maxTypes = 200;

export type AddResult =
  | { kind: "added"; eventType: OwnEventType }
  | { kind: "refused"; problems: FieldProblem[] }
  /** The project already has a type of this name. */
  | { kind: "taken" }
  | { kind: "too-many"; max: number };

/**
 * Adds a type to an existing project. The schema must be within its limits, and the example match
 * the schema.
 */
export async function addEventType(
  deps: { clock: Clock },
  tx: Tx,
  input: CreateEventType,
): Promise<AddResult> {
  const { type, title, description = title } = input;
  const projectId = input.projectId as ProjectId;
  const schema = input.schema as Record<string, JsonValue>;
  const example = input.example as Record<string, JsonValue>;
  const problem = definitionProblem(schema, example);
  if (problem !== null) return { kind: "refused", problems: [problem] };
  await tx.selectFrom("projects").select("id").where("id", "=", projectId).forUpdate().execute();
  const own = await listEventTypes(tx, projectId);
  if (own.some((each) => each.type === type)) return { kind: "taken" };
  if (own.length >= maxTypes) return { kind: "too-many", max: maxTypes };
  await tx
    .insertInto("customEventTypes")
    .values({
      projectId,
      type,
      titleRu: title.ru,
      titleEn: title.en,
      descriptionRu: description.ru,
      descriptionEn: description.en,
      schema: JSON.stringify(schema),
      example: JSON.stringify(example),
      createdAt: new Date(deps.clock()),
    })
    .execute();
  return { kind: "added", eventType: { projectId, type, title, description, schema, example } };
}

/** A project's own types, by name. */
export async function listEventTypes(db: Db, projectId: ProjectId): Promise<OwnEventType[]> {
  const rows = await db
    .selectFrom("customEventTypes")
    .selectAll()
    .where("projectId", "=", projectId)
    .orderBy("type")
    .execute();
  return rows.map((row) => ({
    projectId,
    type: row.type,
    title: { ru: row.titleRu, en: row.titleEn },
    description: { ru: row.descriptionRu, en: row.descriptionEn },
    schema: JSON.parse(row.schema),
    example: JSON.parse(row.example),
  }));
}

/**
 * Removes a type: no more events of it are recorded, existing ones stay as they are. False if there
 * is none.
 */
export async function removeEventType(tx: Tx, projectId: string, type: string): Promise<boolean> {
  const row = await tx
    .deleteFrom("customEventTypes")
    .where("projectId", "=", unproven(projectId))
    .where("type", "=", unproven(type))
    .returning("type")
    .executeTakeFirst();
  return row !== undefined;
}

function definitionProblem(
  schema: Record<string, JsonValue>,
  example: Record<string, JsonValue>,
): FieldProblem | null {
  const limit = limitProblem(schema);
  if (limit !== null) return below("schema", limit);
  let check: PayloadCheck;
  try {
    check = compile(schema);
  } catch (error) {
    // Ajv's message quotes the schema at most, which is not secret.
    const why = error instanceof Error ? error.message : "can't be compiled";
    return { field: "schema", problem: `is not a JSON Schema 2020-12: ${why.slice(0, 300)}` };
  }
  const wrong = check(example);
  return wrong && below("example", wrong);
}

function below(parent: string, { field, problem }: FieldProblem): FieldProblem {
  return { field: field === "" ? parent : `${parent}.${field}`, problem };
}
