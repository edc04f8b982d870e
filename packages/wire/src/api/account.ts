import * as z from "zod";
import { nameSchema, timeSchema, versionSchema } from "./fields.ts";
import { operatorSchema } from "./operators.ts";
import { permissionsSchema } from "./permissions.ts";

/** The languages of the console. */
export const consoleLanguages = ["ru", "en"] as const;
export type ConsoleLanguage = (typeof consoleLanguages)[number];

/** How a person wants to see the console; an absent member follows the browser. */
export const preferencesSchema = z
  .strictObject({
    language: z.enum(consoleLanguages).describe("The console's language."),
    theme: z.enum(["light", "dark", "system"]).describe("Colours; `system` follows the device."),
    density: z.enum(["compact", "comfortable"]).describe("The height of table rows."),
    keys: z.boolean().describe("Whether single-key shortcuts are enabled."),
  })
  .partial();
export type Preferences = z.output<typeof preferencesSchema>;

/** The response to `GET /manage/v1/me`. */
export const accountSchema = z.strictObject({
  id: operatorSchema.shape.id,
  name: operatorSchema.shape.name,
  email: operatorSchema.shape.email,
  role: operatorSchema.shape.role,
  projectRoles: operatorSchema.shape.projectRoles,
  permissions: permissionsSchema,
  preferences: preferencesSchema.describe("How the person wants to see the console."),
  hasPassword: z.boolean().describe("Whether the person can sign in with a password."),
  hasTotp: z.boolean().describe("Whether an authenticator app is set up."),
  recoveryCodesLeft: z.int().describe("How many recovery codes are unused."),
  passkeyCount: z.int().describe("How many passkeys the person has."),
  sessionId: z.string().nullable().describe("The session of this browser; null for a call with a token."),
  confirmedUntil: timeSchema
    .nullable()
    .describe("Until when passwords and factors can be changed without another proof; null: not now."),
  version: versionSchema,
});
export type AccountView = z.output<typeof accountSchema>;

/** Body of `PATCH /manage/v1/me`. */
export const changeAccountSchema = z
  .strictObject({
    name: nameSchema.describe("A new name."),
    preferences: preferencesSchema.describe("Absent ones stay."),
  })
  .partial();

export const operatorSessionSchema = z.strictObject({
  id: z.string().describe("Id of the session."),
  method: z
    .enum(["password", "password_totp", "password_recovery_code", "passkey", "provider", "link"])
    .describe("How the person signed in."),
  address: z.string().nullable().describe("The IP address from which they signed in."),
  userAgent: z.string().nullable().describe("The browser, in its own words."),
  createdAt: timeSchema.describe("When the person signed in."),
  lastSeenAt: timeSchema.describe("The last request, to the minute."),
  expiresAt: timeSchema.describe("When it ends, even if it is in use."),
  current: z.boolean().describe("Whether it is the session of this request."),
});
export const operatorSessionListSchema = z.strictObject({
  data: z.array(operatorSessionSchema).describe("The open sessions, newest first."),
});
export const endedSessionsSchema = z.strictObject({ ended: z.int().describe("How many sessions ended.") });
