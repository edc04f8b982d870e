import type { SubjectId } from "@countersign/wire";
import type { Generated } from "kysely";
import type {
  Bytes,
  DefaultedJson,
  JsonObject,
  OptionalBytes,
  OptionalStamp,
  Stamp,
} from "./column-types.ts";

interface RegistryPeopleTable {
  id: string;
  subjectId: SubjectId;
  pinflIndex: Bytes;
  documentIndex: Bytes;
  recordSealed: Bytes;
  photoSealed: OptionalBytes;
  locked: Generated<boolean>;
  updatedAt: Stamp;
}

interface RegistryCrossingsTable {
  id: string;
  subjectId: SubjectId;
  documentIndex: Bytes;
  crossingIndex: Bytes;
  recordSealed: Bytes;
  photoSealed: OptionalBytes;
  updatedAt: Stamp;
}

interface RegistrySourcesTable {
  id: string;
  name: string;
  url: string;
  apiKeySealed: OptionalBytes;
  timeoutMs: number;
  mapping: DefaultedJson<JsonObject>;
  position: Generated<number>;
  active: Generated<boolean>;
  createdAt: Stamp;
  version: Generated<number>;
}

interface RegistryImportsTable {
  id: string;
  kind: "people" | "crossings";
  state: "running" | "finished" | "interrupted" | "cancelled";
  received: Generated<number>;
  kept: Generated<number>;
  refused: Generated<number>;
  refusals: DefaultedJson<(({ line: number } | { index: number }) & { field: string; problem: string })[]>;
  startedAt: Stamp;
  updatedAt: Stamp;
  finishedAt: OptionalStamp;
}

/** The tables of the local registry, its sources and its imports. */
export interface RegistrySchema {
  registryPeople: RegistryPeopleTable;
  registryCrossings: RegistryCrossingsTable;
  registrySources: RegistrySourcesTable;
  registryImports: RegistryImportsTable;
}
