import * as z from "zod";
import { captureKindSchema } from "../session/captures.ts";
import { checkCodeSchema } from "../session/check-codes.ts";
import { checkNames, checksModes, checkVerdicts } from "../session/checks.ts";
import { timeSchema } from "./fields.ts";

/** Why an automatic decision was or was not made. */
export const checksOutcomes = ["approved", "refused", "review"] as const;
export type ChecksOutcome = (typeof checksOutcomes)[number];

/** Why a session went to a person, or what decided it. */
export const checksCauses = [
  "policy_met",
  "document_expired",
  "unsupported_document",
  "assist",
  "check_open",
  "identity_open",
  "blocked",
  "two_people",
  "method",
  "resubmission",
  "sampled",
  "failed",
] as const;
export type ChecksCause = (typeof checksCauses)[number];

/** One field as in the document, as expected, and as in the registry. Personal. */
export const checkFieldSchema = z.strictObject({
  field: z.string().describe("Which field, named as in `identity`."),
  read: z.string().nullable().describe("As the document's zone has it; null if it has none."),
  expected: z.string().nullable().describe("As the integrator expects it; null if it said nothing."),
  registry: z.string().nullable().describe("As the registry has it; null if it has no record."),
  matches: z
    .boolean()
    .nullable()
    .describe("Whether those that are there agree; null: nothing to compare with"),
});
export type CheckField = z.output<typeof checkFieldSchema>;

/** What a check saw. Personal: sealed with the person's key, and erased with it. */
export const checkEvidenceSchema = z.strictObject({
  inputs: z
    .array(
      z.strictObject({
        kind: z
          .union([captureKindSchema, z.literal("registry_photo")])
          .describe("What kind of picture it is."),
        sha256: z.string().describe("SHA-256 of its bytes, in hex."),
      }),
    )
    .describe("The pictures that it looked at."),
  zone: z
    .strictObject({
      format: z.string().describe("Format of Doc 9303: TD1, TD2, TD3, MRV-A or MRV-B."),
      lines: z.array(z.string()).describe("Its lines as they were recognised."),
      confidence: z.number().describe("Mean confidence of its characters, 0 to 1."),
      leastConfidence: z.number().describe("The lowest confidence of a character, 0 to 1."),
      trusted: z.boolean().describe("Whether it was read with certainty and contradicts nothing."),
      problems: z.array(z.string()).describe("What in it contradicts Doc 9303."),
    })
    .nullable()
    .describe("The machine-readable zone; null if the check didn't use one."),
  fields: z.array(checkFieldSchema).describe("Fields that were compared."),
  measures: z
    .array(
      z.strictObject({
        name: z.string().describe("What was measured."),
        value: z.number().describe("The value."),
        limit: z.number().nullable().describe("The limit that it is compared with; null: for information"),
      }),
    )
    .describe("What was measured, with the limits that it was compared with."),
  sessionIds: z.array(z.string()).describe("Earlier sessions of the project that it refers to."),
});
export type CheckEvidence = z.output<typeof checkEvidenceSchema>;

/** Evidence as it is shown: with the addresses of its pictures. */
export const shownEvidenceSchema = z.strictObject({
  ...checkEvidenceSchema.shape,
  pictures: z
    .array(
      z.strictObject({
        name: z.string().describe("What it shows, such as `zone`."),
        contentType: z.enum(["image/png", "image/jpeg"]).describe("Content type of the picture."),
        url: z.string().describe("Its address, to be read with the caller's own token."),
      }),
    )
    .describe("Parts of pictures that the verdict rests on."),
});

export const checkSchema = z.strictObject({
  id: z.string().describe("Id of the check."),
  name: z.enum(checkNames).describe("Which check."),
  version: z.int().describe("Version of its rules and thresholds."),
  capture: captureKindSchema
    .nullable()
    .describe("The picture that it is about; null: the session as a whole"),
  verdict: z
    .enum(checkVerdicts)
    .describe(
      "`consider` is a question to a person; `skipped` doesn't count as a pass, `error` not as a failure.",
    ),
  code: checkCodeSchema.describe("Why."),
  score: z.number().nullable().describe("What was measured; null if there is no number."),
  threshold: z.number().nullable().describe("What the score is compared with."),
  model: z.string().nullable().describe("SHA-256 of the model's weights, in hex; null: it uses no model"),
  cpuMs: z.number().describe("Processor time that it took, in milliseconds."),
  createdAt: timeSchema.describe("When it was made."),
  evidence: shownEvidenceSchema
    .nullable()
    .describe("What it saw; null for a project's key, and once the person was erased."),
});
export type CheckView = z.output<typeof checkSchema>;

/** Response of `GET /manage/v1/sessions/{id}/checks`, and `checks` of a review. */
export const sessionChecksSchema = z.strictObject({
  mode: z
    .enum(checksModes)
    .describe("The project's setting when the session was submitted; `off`: no checks"),
  status: z
    .enum(["none", "waiting", "running", "done"])
    .describe("`none`: the session isn't submitted, or has no checks."),
  outcome: z.enum(checksOutcomes).nullable().describe("What the checks led to; null until they are done."),
  cause: z
    .enum(checksCauses)
    .nullable()
    .describe(
      "What led to it. `check_open`: a check of the policy did not pass; `identity_open`: the zone doesn't tell all that an approval needs; `blocked`: the person or the name stands against it; `method`: sessions of this method are approved by people only; `resubmission`: a person asked for the pictures; `failed`: the checks could not be made",
    ),
  proposed: z
    .enum(["approved", "refused"])
    .nullable()
    .describe("What the policy would have decided, where the session was sampled for a person."),
  open: z.array(z.enum(checkNames)).describe("Checks of the policy that did not pass."),
  data: z.array(checkSchema).describe("The checks, in the order in which people read them."),
});
export type SessionChecks = z.output<typeof sessionChecksSchema>;
