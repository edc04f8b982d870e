import * as z from "zod";
import { defineBeforeEvent, defineEvent } from "../definition.ts";
import {
  type RarusUserInput,
  rarusUpstreamSchema,
  rarusUserInputSchema,
  rarusUserSchema,
} from "./schemas.ts";

const user: RarusUserInput = {
  phone: "+70000000000",
  email: "ivan@example.com",
  lastName: "Петров",
  firstName: "Иван",
  middleName: null,
  birthDate: "1990-05-15",
  cardNumber: null,
};
const id = "usr-1024";

/** `POST /organization/user/new`, after the input was checked and before the user is added. */
export const beforeRegistration = defineBeforeEvent({
  type: "before_registration",
  payload: z.strictObject({ user: rarusUserInputSchema, upstream: rarusUpstreamSchema }),
  title: { ru: "До регистрации", en: "Before registration" },
  description: {
    ru: "Перед добавлением пользователя организацией, после проверок входных параметров.",
    en: "Before the organization adds a user, after the input was checked.",
  },
  example: { user },
  dialect: "rarus",
  subject: "user",
  personal: true,
});

/** `POST /organization/user/new`, after the user was added. */
export const afterRegistration = defineEvent({
  type: "after_registration",
  payload: z.strictObject({ user: rarusUserSchema }),
  title: { ru: "После регистрации", en: "After registration" },
  description: {
    ru: "После успешного добавления пользователя организацией.",
    en: "After the organization added a user.",
  },
  example: { user: { id, ...user, createdAt: "2026-01-01T12:00:00.000Z" } },
  dialect: "rarus",
  subject: "user",
  personal: true,
});

/**
 * `POST /organization/user/{id}`, before the method. Only the members that are to change are there.
 */
export const beforeUserUpdate = defineBeforeEvent({
  type: "before_user_update",
  payload: z.strictObject({
    id: z.string().min(1).max(64).describe("of the user"),
    changes: rarusUserInputSchema.partial(),
    upstream: rarusUpstreamSchema,
  }),
  title: { ru: "Перед обновлением пользователя", en: "Before a user's update" },
  description: {
    ru: "Перед тем как организация изменит сведения о пользователе.",
    en: "Before the organization changes what is known of a user.",
  },
  example: { id, changes: { phone: "+70000000001" } },
  dialect: "rarus",
  subject: "user",
  personal: true,
});

/** `POST /user/new`, before the method: a user registers by themselves. */
export const beforeUserNew = defineBeforeEvent({
  type: "before_user_new",
  payload: z.strictObject({ user: rarusUserInputSchema, upstream: rarusUpstreamSchema }),
  title: { ru: "Перед новым пользователем", en: "Before a new user" },
  description: {
    ru: "Перед тем как пользователь зарегистрируется сам.",
    en: "Before a user registers by themselves.",
  },
  example: { user },
  dialect: "rarus",
  subject: "user",
  personal: true,
});
