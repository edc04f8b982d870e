import * as z from "zod";
import { birthDateSchema } from "../birth-date.ts";
import { foreignDocumentPattern } from "../documents.ts";
import { pinflPattern } from "../pinfl.ts";
import { crossingDataSchema, personDataSchema, registrationDataSchema } from "../registry.ts";
import { nameSchema, timeSchema, urlSchema } from "./fields.ts";
import { pageOf } from "./pagination.ts";

/** Body of `POST /manage/v1/registry/people/lookup`: by POST, so that no PINFL stands in a URL. */
export const personLookupSchema = z.strictObject({
  pinfl: z.string().regex(pinflPattern, "must be 14 digits"),
  birthDate: birthDateSchema.optional(),
});

/** Body of `POST /manage/v1/registry/crossings/lookup`. */
export const crossingLookupSchema = z.strictObject({
  document: z.string().regex(foreignDocumentPattern, "must be 5 to 20 capital Latin letters and digits"),
});

/** A person of the local registry. The photo is not in it, only whether there is one. */
export const registryPersonSchema = z.strictObject({
  id: z.string(),
  person: personDataSchema,
  registration: registrationDataSchema,
  hasPhoto: z.boolean(),
  locked: z.boolean(),
  updatedAt: timeSchema,
});

/** A crossing of the local registry. */
export const registryCrossingSchema = z.strictObject({
  id: z.string(),
  ...crossingDataSchema.shape,
  hasPhoto: z.boolean(),
  updatedAt: timeSchema,
});

export const importKinds = ["people", "crossings"] as const;
export type ImportKind = (typeof importKinds)[number];

/** One refused record: its line (NDJSON) or place (array), counted from 1, the field and what is wrong with it. */
export const importRefusalSchema = z.strictObject({
  line: z.int().min(1),
  field: z.string(),
  problem: z.string(),
});
export type ImportRefusal = z.output<typeof importRefusalSchema>;

/** How an import stands or ended. At most the first thousand refusals are listed; `refused` counts all. */
export const importReportSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(importKinds),
  state: z.enum(["running", "finished", "interrupted"]),
  received: z.int(),
  kept: z.int(),
  refused: z.int(),
  refusals: z.array(importRefusalSchema),
  startedAt: timeSchema,
  finishedAt: timeSchema.nullable(),
});
export type ImportReport = z.output<typeof importReportSchema>;
export const importPageSchema = pageOf(importReportSchema);

/**
 * Body of `POST /manage/v1/registry/sources`: an HTTP registry that is asked after the local one, in the order
 * of `position`. `mapping` tells where in its answers the seed's fields stand: field -> dotted path.
 */
export const createSourceSchema = z.strictObject({
  name: nameSchema,
  url: urlSchema,
  apiKey: z.string().min(1).max(1000).optional(),
  timeoutMs: z.int().min(100).max(30_000).default(3000),
  mapping: z.record(z.string().max(100), z.string().max(200)).default({}),
  position: z.int().min(0).max(1000).default(0),
});
export type CreateSource = z.output<typeof createSourceSchema>;

/** A registry source as it is shown: its key only as set or not set. */
export const sourceSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  hasApiKey: z.boolean(),
  timeoutMs: z.int(),
  mapping: z.record(z.string(), z.string()),
  position: z.int(),
  active: z.boolean(),
  createdAt: timeSchema,
});
export const sourcePageSchema = pageOf(sourceSchema);
