import * as z from "zod";
import { quotaNames, quotaRateSchema } from "./api/quotas.ts";
import { keysOf } from "./keys-of.ts";
import { problems } from "./problems.ts";
import { sessionStateSchema } from "./session/states.ts";

const codes = keysOf(problems);

/** Every error response of the management API and of the applicant's page. */
export const problemSchema = z.strictObject({
  type: z.string().describe("A link to the code's documentation."),
  title: z.string().describe("The code in words; the same for every occurrence."),
  status: z.int().describe("The HTTP status."),
  code: z.enum(codes).describe("What went wrong; codes never change their meaning."),
  detail: z.string().optional().describe("What is wrong in this request, for people."),
  instance: z
    .string()
    .optional()
    .describe("This occurrence: `urn:countersign:request:` and the request's id."),
  errors: z
    .array(
      z.strictObject({
        field: z.string().describe("The field, as a dotted path with indexes; empty for the whole body."),
        problem: z.string().describe("What is wrong with it; never its value."),
      }),
    )
    .optional()
    .describe("Each field at fault."),
  state: sessionStateSchema.optional().describe("The session's state, if it does not allow the step."),
  triggers: z.array(z.string()).optional().describe("The steps that the session's state allows."),
  version: z.int().optional().describe("The current version, if `If-Match` names another."),
  quota: z
    .strictObject({
      ...quotaRateSchema.shape,
      name: z.enum(quotaNames).describe("Which quota is used up."),
      of: z.enum(["project", "key"]).describe("Whether it is the project's or the calling key's share."),
    })
    .optional()
    .describe("The quota that is used up."),
  storage: z
    .strictObject({
      storedBytes: z.int().describe("What the project stores, as it is counted."),
      limitBytes: z.int().describe("How much it may store."),
    })
    .optional()
    .describe("Present if the project stores as much as it may."),
  cell: z.string().optional().describe("The cell that the request belongs to, if it is another one."),
});
