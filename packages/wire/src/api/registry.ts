import * as z from "zod";
import { base64Schema } from "../base64.ts";
import { birthDateSchema } from "../person/birth-date.ts";
import { foreignDocumentPattern, residentDocumentPattern } from "../person/documents.ts";
import { pinflPattern } from "../person/pinfl.ts";
import { crossingDataSchema, personDataSchema, registrationDataSchema } from "../registry.ts";
import { nameSchema, timeSchema, urlSchema, versionSchema } from "./fields.ts";
import { pageOf } from "./pagination.ts";

/**
 * Body of `POST /manage/v1/registry/people/lookup`: by PINFL, with the birth date compared where it
 * is given, or by document. By POST, so that neither is in a URL.
 */
export const personLookupSchema = z.union(
  [
    z.strictObject({
      pinfl: z.string().regex(pinflPattern, "must be 14 digits").describe("The PINFL: 14 digits."),
      birthDate: birthDateSchema.optional().describe("The date of birth."),
    }),
    z.strictObject({
      document: z
        .string()
        .regex(residentDocumentPattern, "must be two capital Latin letters and seven digits")
        .describe("The document's number."),
    }),
  ],
  "must be {pinfl, birthDate?} or {document}",
);

/** Body of `POST /manage/v1/registry/crossings/lookup`. */
export const crossingLookupSchema = z.strictObject({
  document: z
    .string()
    .regex(foreignDocumentPattern, "must be 5 to 20 capital Latin letters and digits")
    .describe("The document's number."),
});

/** A person as an operator sees them. */
export const registryPersonSchema = z.strictObject({
  id: z.string().nullable().describe("ppl_…; null when an HTTP source holds the person"),
  source: z.string().nullable().describe("Name of the HTTP source; null for the local registry"),
  updatedAt: timeSchema.nullable().describe("null when an HTTP source holds the person"),
  person: personDataSchema.describe("The person's data."),
  registration: registrationDataSchema.describe("The registered addresses."),
  photo: base64Schema.nullable().describe("A JPEG or PNG picture in base64."),
  locked: z.boolean().describe("Whether the person has locked access to their data."),
});
export type RegistryPersonResponse = z.output<typeof registryPersonSchema>;

/** A border crossing as an operator sees it. */
export const registryCrossingSchema = z.strictObject({
  id: z.string().nullable().describe("crs_…; null when an HTTP source holds the crossing"),
  source: z.string().nullable().describe("Name of the HTTP source; null for the local registry"),
  updatedAt: timeSchema.nullable().describe("null when an HTTP source holds the crossing"),
  ...crossingDataSchema.shape,
  photo: base64Schema.nullable().describe("A JPEG or PNG picture in base64."),
});
export type RegistryCrossingResponse = z.output<typeof registryCrossingSchema>;

/**
 * Lists of the local registry name nobody: a person's data is only shown by a separate request,
 * which is audited.
 */
export const personSummarySchema = z.strictObject({
  id: z.string().describe("Id of the registry entry."),
  updatedAt: timeSchema.describe("When it was last changed."),
  locked: z.boolean().describe("Whether the person has locked access to their data."),
  hasPhoto: z.boolean().describe("Whether there is a photo."),
});
export const personPageSchema = pageOf(personSummarySchema);
export const crossingSummarySchema = personSummarySchema.omit({ locked: true });
export const crossingPageSchema = pageOf(crossingSummarySchema);

export const importKinds = ["people", "crossings"] as const;
export type ImportKind = (typeof importKinds)[number];

/**
 * One field of one refused record, and what is wrong with it: by `line`, from 1, in NDJSON, by
 * `index`, from 0, in a JSON array. An empty `field` means the record as a whole.
 */
export const importRefusalSchema = z.strictObject({
  line: z.int().min(1).optional().describe("The line of the file, from 1."),
  index: z.int().min(0).optional().describe("The record's place in the array, from 0."),
  field: z.string().describe("The field, as a dotted path."),
  problem: z.string().describe("What is wrong with the field, and how to fix it."),
});
export type ImportRefusal = z.output<typeof importRefusalSchema>;

/**
 * The progress or result of an import. At most the first thousand refusals are listed; `refused`
 * counts all.
 */
export const importReportSchema = z.strictObject({
  id: z.string().describe("Id of the import."),
  kind: z.enum(importKinds).describe("What the file holds: people or border crossings."),
  status: z
    .enum(["running", "finished", "interrupted", "cancelled"])
    .describe("Whether the import runs, has finished, was cut off, or was cancelled by an operator."),
  received: z.int().describe("How many records were received."),
  kept: z.int().describe("How many records were stored."),
  refused: z.int().describe("How many records were refused."),
  refusals: z.array(importRefusalSchema).describe("The first records that were refused."),
  startedAt: timeSchema.describe("When the import began."),
  finishedAt: timeSchema.nullable().describe("When it ended; null while it runs."),
});
export type ImportReport = z.output<typeof importReportSchema>;
export const importPageSchema = pageOf(importReportSchema);

/** Our field -> dotted path in the source's response, if the two differ. */
export const sourceMappingSchema = z.strictObject({
  people: z
    .record(z.string().max(100), z.string().max(200))
    .default({})
    .describe("How people are requested and read."),
  crossings: z
    .record(z.string().max(100), z.string().max(200))
    .default({})
    .describe("How border crossings are requested and read."),
});
export type SourceMapping = z.output<typeof sourceMappingSchema>;

/**
 * Body of `POST /manage/v1/registry/sources`: an HTTP registry that is queried after the local one,
 * in the order of `order`.
 */
export const createSourceSchema = z.strictObject({
  name: nameSchema.describe("The source's name, shown to operators."),
  url: urlSchema.describe("Base address of the source."),
  apiKey: z
    .string()
    .regex(/^[\x21-\x7e]{1,1000}$/, "must be 1 to 1000 printable ASCII characters")
    .nullable()
    .default(null)
    .describe("The key that the source is called with."),
  timeoutMs: z
    .int()
    .min(100)
    .max(30_000)
    .default(3000)
    .describe("How long to wait for a response, in milliseconds."),
  mapping: sourceMappingSchema
    .default({ people: {}, crossings: {} })
    .describe("How the source is asked, and how its responses are read."),
  order: z.int().min(0).max(1000).default(0).describe("Sources are asked in this order, lowest first"),
  active: z.boolean().default(true).describe("Whether it is in use."),
});
export type CreateSource = z.output<typeof createSourceSchema>;

/**
 * Body of `PATCH /manage/v1/registry/sources/{id}`: absent members stay; `apiKey: null` removes
 * the key.
 */
export const changeSourceSchema = z.strictObject({
  name: nameSchema.optional().describe("A new name."),
  url: urlSchema.optional().describe("A new base address."),
  apiKey: createSourceSchema.shape.apiKey
    .unwrap()
    .optional()
    .describe("The key that the source is called with."),
  timeoutMs: z
    .int()
    .min(100)
    .max(30_000)
    .optional()
    .describe("How long to wait for a response, in milliseconds."),
  mapping: sourceMappingSchema
    .optional()
    .describe("How the source is asked, and how its responses are read."),
  order: z.int().min(0).max(1000).optional().describe("The order in which sources are asked, lowest first."),
  active: z.boolean().optional().describe("Whether it is in use."),
});
export type ChangeSource = z.output<typeof changeSourceSchema>;

/** A registry source as it is shown: its key only as set or not set. */
export const sourceSchema = z.strictObject({
  id: z.string().describe("Id of the source."),
  name: z.string().describe("The source's name, shown to operators."),
  url: z.string().describe("Base address of the source."),
  hasApiKey: z.boolean().describe("Whether a key is set."),
  timeoutMs: z.int().describe("How long to wait for a response, in milliseconds."),
  mapping: sourceMappingSchema.describe("How the source is asked, and how its responses are read."),
  order: z.int().describe("The order in which sources are asked, lowest first."),
  active: z.boolean().describe("Whether it is in use."),
  createdAt: timeSchema.describe("When it was created."),
  version: versionSchema,
});
export const sourcePageSchema = pageOf(sourceSchema);

/**
 * Body of `POST /manage/v1/registry/sources/{id}/test`: whom to ask the source about. Without a
 * person it is asked about a PINFL that nobody has, which shows whether it can be reached at all.
 */
export const testSourceSchema = z.strictObject({
  pinfl: z.string().regex(pinflPattern, "must be 14 digits").optional().describe("The PINFL: 14 digits."),
  birthDate: birthDateSchema.optional().describe("The date of birth."),
  document: z
    .string()
    .regex(foreignDocumentPattern)
    .optional()
    .describe("of a foreigner: asks about crossings"),
});

/** What the source returned, without personal data. */
export const testSourceResponseSchema = z.strictObject({
  outcome: z
    .enum(["found", "unknown", "failed"])
    .describe("What the source returned: a record, none, or a failure."),
  detail: z.string().nullable().describe("With `failed`: what went wrong"),
  problems: z
    .array(
      z.strictObject({
        field: z.string().describe("The field, as a dotted path."),
        problem: z.string().describe("What is wrong with the field."),
      }),
    )
    .describe("With `failed`: the fields of its response that are wrong"),
  durationMs: z.int().describe("How long it took, in milliseconds."),
});
export type SourceView = z.output<typeof sourceSchema>;
export type TestedSource = z.output<typeof testSourceResponseSchema>;
