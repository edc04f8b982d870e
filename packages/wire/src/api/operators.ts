import * as z from "zod";
import { apiKeySchema } from "./api-keys.ts";
import {
  nameSchema,
  publicIdSchema,
  shownOnceSchema,
  timeSchema,
  tokenEndSchema,
  versionSchema,
} from "./fields.ts";
import { createdAtRangeShape, pageOf, pageQueryShape, repeatable } from "./pagination.ts";

/**
 * What a person may do. `admin`: everything, including other operators. `operator`: everything in
 * projects and the registry. `developer`: what a project's own key may. `reviewer`: sessions and
 * reviews. `viewer`: reads what holds no personal data.
 */
export const roles = ["admin", "operator", "developer", "reviewer", "viewer"] as const;
export type Role = (typeof roles)[number];
/** The roles that a person can have in single projects. */
export const projectRoles = ["operator", "developer", "reviewer", "viewer"] as const;
export type ProjectRole = (typeof projectRoles)[number];

const roleSchema = z
  .enum(roles)
  .nullable()
  .describe("What the person may do in every project; null: only what `projectRoles` say");
const projectRolesSchema = z
  .array(
    z.strictObject({
      projectId: publicIdSchema.describe("Id of the project."),
      role: z.enum(projectRoles).describe("What the person may do there, in addition to `role`."),
    }),
  )
  .max(500);
/** Compared in lower case. */
export const emailSchema = z
  .email("must be an e-mail address")
  .max(254)
  .transform((email) => email.toLowerCase());

/** Body of `POST /manage/v1/operators`. */
export const createOperatorSchema = z
  .strictObject({
    name: nameSchema.describe("The person's name, as colleagues know it."),
    role: roleSchema.default(null),
    projectRoles: projectRolesSchema.default([]).describe("Roles in single projects."),
    email: emailSchema
      .optional()
      .describe("Their e-mail address: with it they are invited to sign in, and get no token."),
    tokenExpiresAt: tokenEndSchema,
  })
  .refine(({ role, projectRoles }) => role !== null || projectRoles.length > 0, {
    path: ["role"],
    error: "must be a role if there are no projectRoles",
  });

/** Body of `POST /manage/v1/operators/{id}/token`; it may be left out. */
export const renewTokenSchema = z.strictObject({ tokenExpiresAt: tokenEndSchema }).nullish();

/** Body of `PATCH /manage/v1/operators/{id}`; deactivating revokes the operator's tokens. */
export const changeOperatorSchema = z
  .strictObject({
    name: nameSchema.describe("A new name."),
    role: roleSchema,
    projectRoles: projectRolesSchema.describe("Roles in single projects; replaces the previous ones."),
    email: emailSchema.nullable().describe("A new e-mail address; null: they can't sign in with a password."),
    active: z.boolean().describe("Whether the person may sign in and call."),
  })
  .partial();

export const operatorSchema = z.strictObject({
  id: z.string().describe("Id of the operator."),
  name: z.string().describe("The person's name."),
  role: roleSchema,
  projectRoles: projectRolesSchema.describe("Roles in single projects."),
  active: z.boolean().describe("Whether the person may sign in and call."),
  email: z.string().nullable().describe("The e-mail address that they sign in with."),
  signInMethods: z
    .array(z.enum(["password", "totp", "passkey", "provider"]))
    .describe("How the person can sign in, `totp` in addition to the password; none: not yet."),
  lastSeenAt: timeSchema.nullable().describe("Their last request, to the minute; null: never"),
  tokenExpiresAt: timeSchema.nullable().describe("when their token ends; null: never, or there is none"),
  createdAt: timeSchema.describe("When it was created."),
  version: versionSchema,
});
export type OperatorView = z.output<typeof operatorSchema>;
export const operatorPageSchema = pageOf(operatorSchema);

/** Query of `GET /manage/v1/operators`. */
export const operatorQuerySchema = z.strictObject({
  status: repeatable(z.enum(["active", "inactive"])).describe(
    "`active`: people who may sign in and call; `inactive`: people who may not.",
  ),
  role: repeatable(z.enum(roles)).describe("Only people with these roles in the whole service."),
  projectId: repeatable(publicIdSchema).describe("Only people with a role in these projects."),
  ...createdAtRangeShape,
  ...pageQueryShape,
});

/** The response to a new token, which is shown only once. */
export const renewedOperatorSchema = z.strictObject({ ...operatorSchema.shape, token: shownOnceSchema });

/** A one-time link with which a person sets their password. */
export const invitationSchema = z.strictObject({
  url: shownOnceSchema.describe("The link, shown once: send it only to this person."),
  expiresAt: timeSchema.describe("When the link ends. A later link replaces it before."),
});
/** The response to a creation: the token or the link is shown only once. */
export const createdOperatorSchema = z.strictObject({
  ...renewedOperatorSchema.shape,
  invitation: invitationSchema.nullable().describe("Of a person with an e-mail address; null otherwise."),
});

/** Body of `POST /manage/v1/operators/{id}/invitation`; it may be left out. */
export const inviteSchema = z
  .strictObject({
    resetSecondFactor: z
      .boolean()
      .default(false)
      .describe("Whether accepting it removes authenticator app, recovery codes and passkeys."),
  })
  .nullish();

/** A token of a person, without the token itself. */
export const operatorTokenSchema = apiKeySchema;
export const operatorTokenPageSchema = pageOf(operatorTokenSchema);
/** A token as the response to its creation shows it. */
export const createdOperatorTokenSchema = z.strictObject({ ...apiKeySchema.shape, token: shownOnceSchema });

/** `reviewer` is in records of earlier versions; today every person is an `operator`. */
export const actorKinds = ["operator", "reviewer", "project", "applicant", "system", "anonymous"] as const;
export type ActorKind = (typeof actorKinds)[number];

/** Query of `GET /manage/v1/audit`. */
export const auditQuerySchema = z.strictObject({
  projectId: repeatable(publicIdSchema).describe("Of the project that was changed or looked at"),
  actorKind: repeatable(z.enum(actorKinds)).describe("Only calls of these kinds of actors."),
  actorId: repeatable(z.string().min(1).max(100)).describe(
    "An operator, an API key, …; `bootstrap`: the holder of `COUNTERSIGN_OPERATOR_TOKEN`",
  ),
  action: repeatable(
    z.string().regex(/^[a-z_]{1,60}\.[a-z_]{1,60}$/, "must be an action, such as project.create"),
  ).describe("Only actions of these kinds, such as `project.create`."),
  target: repeatable(z.string().min(1).max(200)).describe("The id of the object of the action"),
  ...createdAtRangeShape,
  ...pageQueryShape,
});

/**
 * Who changed or looked at what, from which address, and why where they said so. `anonymous` failed
 * to authenticate: such records, and those of refused access, each represent `details.count` calls
 * within a minute. `details` never holds personal data or secrets.
 */
export const auditRecordSchema = z.strictObject({
  id: z.string().describe("Id of the audit record."),
  createdAt: timeSchema.describe("When it was created."),
  actor: z
    .strictObject({
      kind: z
        .enum(actorKinds)
        .describe("Who acted: a person, a project's key, an applicant or the service itself."),
      id: z.string().describe("Id of the actor, such as an operator's or a project's."),
    })
    .describe("Who did it."),
  action: z.string().describe("What was done, as `thing.verb`, such as `config.change`."),
  projectId: z.string().nullable().describe("The project that it concerns; null if it concerns none."),
  target: z.string().nullable().describe("The object of the action."),
  address: z.string().nullable().describe("The IP address that the call came from."),
  reason: z.string().nullable().describe("The reason that the actor gave; null if none."),
  details: z.record(z.string(), z.json()).describe("What else is known, without personal data."),
});
export type AuditRecordView = z.output<typeof auditRecordSchema>;
export const auditPageSchema = pageOf(auditRecordSchema);
