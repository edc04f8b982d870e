import * as z from "zod";
import { rarusUserSchema } from "../../catalog/rarus/schemas.ts";
import { publicIdSchema, timeSchema } from "../fields.ts";
import { pageOf, pageQueryShape } from "../pagination.ts";
import {
  cardNumberSchema,
  emailSchema,
  externalIdSchema,
  pastDateSchema,
  personNameSchema,
  phoneSchema,
  versionSchema,
  warningsSchema,
} from "./fields.ts";

/** A user's own fields, as the operations validate them: before the hooks, and again after them. */
export const userFieldsSchema = z.strictObject({
  phone: phoneSchema.nullable(),
  email: emailSchema.nullable(),
  lastName: personNameSchema.nullable().describe("The family name."),
  firstName: personNameSchema.nullable().describe("The given name."),
  middleName: personNameSchema.nullable().describe("The middle name or patronymic."),
  birthDate: pastDateSchema.nullable(),
  cardNumber: cardNumberSchema.nullable(),
});
export type UserFields = z.output<typeof userFieldsSchema>;

const { phone, email, lastName, firstName, middleName, birthDate, cardNumber } = userFieldsSchema.shape;

/** Whether there is an identifier by which the user can be found again. */
export function isIdentified(fields: Partial<UserFields>): boolean {
  return [fields.phone, fields.email, fields.cardNumber].some((value) => typeof value === "string");
}

const kycSessionId = publicIdSchema.describe(
  "a verification session of this user: its success gives KYC level 2",
);

/** Body of `POST /user/new`: a user registers by themselves. */
export const newUserSchema = z.strictObject({
  externalId: externalIdSchema.optional(),
  phone: phone.default(null),
  email: email.default(null),
  lastName: lastName.default(null),
  firstName: firstName.default(null),
  middleName: middleName.default(null),
  birthDate: birthDate.default(null),
  cardNumber: cardNumber.default(null),
});

/** Body of `POST /organization/user/new`. */
export const newOrganizationUserSchema = z.strictObject({
  ...newUserSchema.shape,
  kycSessionId: kycSessionId.optional(),
});
export type NewUser = z.output<typeof newOrganizationUserSchema>;

/** Body of `POST /organization/user/{id}`: absent members stay, null clears. */
export const changeUserSchema = z.strictObject({
  ...userFieldsSchema.partial().shape,
  kycSessionId: kycSessionId.optional(),
  version: versionSchema.optional(),
});
export type ChangeUser = z.output<typeof changeUserSchema>;

export const userViewSchema = z.strictObject({
  ...rarusUserSchema.shape,
  externalId: z.string().nullable().describe("The caller's own key, where one was given."),
  kycLevel: z.int().min(0).max(4).describe("0 none, 1 light, 2 regular, 3 strong, 4 refused"),
  version: z.int().describe("Counts the changes; see `version` of the change."),
  updatedAt: timeSchema.describe("When it was last changed."),
});
export type UserView = z.output<typeof userViewSchema>;
export const userResponseSchema = z.strictObject({
  user: userViewSchema.describe("The user as they now are."),
  warnings: warningsSchema,
});
export const shownUserSchema = z.strictObject({ user: userViewSchema.describe("The user as they now are.") });
export const userPageSchema = pageOf(userViewSchema);
export const userListQuerySchema = z.strictObject({
  ...pageQueryShape,
  externalId: externalIdSchema.optional(),
});

/**
 * Body of `PUT /manage/v1/projects/{id}/users/{userId}/kyc-level`; null leaves the level to the
 * user's sessions.
 */
export const kycLevelSchema = z.strictObject({
  level: z
    .int()
    .min(0)
    .max(4)
    .nullable()
    .describe("0 none, 1 light, 2 regular, 3 strong, 4 refused; null leaves it to the user's sessions."),
});
/** Its response: the level that now holds. */
export const kycLevelResponseSchema = z.strictObject({
  userId: z.string().describe("Id of the user."),
  kycLevel: z.int().describe("0 none, 1 light, 2 regular, 3 strong, 4 refused."),
});
