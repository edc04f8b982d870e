import type {
  ChangeEventType,
  Clock,
  CreateEventType,
  CustomEventType,
  FieldProblem,
  JsonValue,
  ProjectId,
} from "@countersign/wire";
import type { Selectable } from "kysely";
import { type Db, type Schema, type Tx, unproven } from "../db/index.ts";
import { compile, type PayloadCheck } from "./compile.ts";
import { limitProblem } from "./schema-limits.ts";

/** A custom event type of a project. */
export interface OwnEventType {
  projectId: ProjectId;
  type: CustomEventType;
  /** Rises with every change. */
  version: number;
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
  projectId: ProjectId,
  input: CreateEventType,
): Promise<AddResult> {
  const { type, title, description = title } = input;
  const schema = input.schema as Record<string, JsonValue>;
  const example = input.example as Record<string, JsonValue>;
  const problem = definitionProblem(schema, example);
  if (problem !== null) return { kind: "refused", problems: [problem] };
  await tx.selectFrom("projects").select("id").where("id", "=", projectId).forUpdate().execute();
  const { own } = await tx
    .selectFrom("customEventTypes")
    .select((eb) => eb.fn.countAll<string>().as("own"))
    .where("projectId", "=", projectId)
    .executeTakeFirstOrThrow();
  if ((await findEventType(tx, projectId, type)) !== null) return { kind: "taken" };
  if (Number(own) >= maxTypes) return { kind: "too-many", max: maxTypes };
  const eventType = { projectId, type, version: 1, title, description, schema, example };
  await tx
    .insertInto("customEventTypes")
    .values({ ...rowOf(eventType), createdAt: new Date(deps.clock()) })
    .execute();
  await keepVersion(deps, tx, eventType);
  return { kind: "added", eventType };
}

/** A page of a project's own types, by name: at most `limit`, after the type of this name. */
export async function listEventTypes(
  db: Db,
  { projectId, after, limit }: { projectId: ProjectId; after?: string | undefined; limit: number },
): Promise<OwnEventType[]> {
  let rows = db
    .selectFrom("customEventTypes")
    .selectAll()
    .where("projectId", "=", projectId)
    .orderBy("type")
    .limit(limit);
  if (after !== undefined) rows = rows.where("type", ">", unproven(after));
  return (await rows.execute()).map(eventTypeOf);
}

/** A project's own type, as it is or in an earlier version; null if there is none. */
export async function findEventType(
  db: Db,
  projectId: ProjectId,
  type: string,
  version?: number,
): Promise<OwnEventType | null> {
  const table = version === undefined ? "customEventTypes" : "customEventTypeVersions";
  let rows = db
    .selectFrom(table)
    .selectAll()
    .where("projectId", "=", projectId)
    .where("type", "=", unproven(type));
  if (version !== undefined) rows = rows.where("version", "=", version);
  const row = await rows.executeTakeFirst();
  return row === undefined ? null : eventTypeOf(row);
}

export type ChangeResult =
  | { kind: "changed"; eventType: OwnEventType; changed: boolean }
  | { kind: "refused"; problems: FieldProblem[] }
  /** It has a different version than the change was meant for. */
  | { kind: "stale"; version: number }
  | { kind: "unknown" };

/**
 * Makes a new version of a type, where `isMeant` takes the current one: events are checked against
 * it from the commit on, those recorded before stay as they are. What the change leaves out stays;
 * the new example must keep to the new schema.
 */
export async function changeEventType(
  deps: { clock: Clock },
  tx: Tx,
  projectId: ProjectId,
  type: string,
  change: ChangeEventType,
  isMeant: (version: number) => boolean,
): Promise<ChangeResult> {
  const before = await lockEventType(tx, projectId, type);
  if (before === null) return { kind: "unknown" };
  if (!isMeant(before.version)) return { kind: "stale", version: before.version };
  const { title = before.title, description = before.description } = change;
  const schema = (change.schema ?? before.schema) as OwnEventType["schema"];
  const example = (change.example ?? before.example) as OwnEventType["example"];
  const problem = definitionProblem(schema, example);
  if (problem !== null) return { kind: "refused", problems: [problem] };
  const next = { ...before, title, description, schema, example };
  if (JSON.stringify(next) === JSON.stringify(before))
    return { kind: "changed", eventType: before, changed: false };
  const eventType = { ...next, version: before.version + 1 };
  await tx
    .updateTable("customEventTypes")
    .set(rowOf(eventType))
    .where("projectId", "=", projectId)
    .where("type", "=", unproven(type))
    .execute();
  await keepVersion(deps, tx, eventType);
  return { kind: "changed", eventType, changed: true };
}

/**
 * Removes a type with its versions: no more events of it are recorded, those that were stay as they
 * are.
 */
export async function removeEventType(
  tx: Tx,
  projectId: ProjectId,
  type: string,
  isMeant: (version: number) => boolean,
): Promise<{ kind: "removed" } | { kind: "stale"; version: number } | { kind: "unknown" }> {
  const before = await lockEventType(tx, projectId, type);
  if (before === null) return { kind: "unknown" };
  if (!isMeant(before.version)) return { kind: "stale", version: before.version };
  await tx
    .deleteFrom("customEventTypes")
    .where("projectId", "=", projectId)
    .where("type", "=", unproven(type))
    .execute();
  return { kind: "removed" };
}

async function lockEventType(tx: Tx, projectId: ProjectId, type: string): Promise<OwnEventType | null> {
  const row = await tx
    .selectFrom("customEventTypes")
    .selectAll()
    .where("projectId", "=", projectId)
    .where("type", "=", unproven(type))
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : eventTypeOf(row);
}

async function keepVersion(deps: { clock: Clock }, tx: Tx, eventType: OwnEventType): Promise<void> {
  const row = { ...rowOf(eventType), createdAt: new Date(deps.clock()) };
  await tx.insertInto("customEventTypeVersions").values(row).execute();
}

function rowOf({ projectId, type, version, title, description, schema, example }: OwnEventType) {
  return {
    projectId,
    type,
    version,
    titleRu: title.ru,
    titleEn: title.en,
    descriptionRu: description.ru,
    descriptionEn: description.en,
    schema: JSON.stringify(schema),
    example: JSON.stringify(example),
  };
}

function eventTypeOf(row: Selectable<Schema["customEventTypes"]>): OwnEventType {
  return {
    projectId: row.projectId,
    type: row.type,
    version: row.version,
    title: { ru: row.titleRu, en: row.titleEn },
    description: { ru: row.descriptionRu, en: row.descriptionEn },
    schema: JSON.parse(row.schema),
    example: JSON.parse(row.example),
  };
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
