import * as z from "zod";
import { defineEvent } from "../definition.ts";
import { treezorUserExample, treezorUserSchema } from "./user.ts";

/** `object_payload` of the `user.*` events: a list of one. */
const payload = z.strictObject({ users: z.array(treezorUserSchema).length(1) });

/** A user's verification was requested. */
export const userKycRequest = defineEvent({
  type: "user.kycrequest",
  payload,
  title: { ru: "Запрошена проверка пользователя", en: "User verification requested" },
  description: {
    ru: "Запрошена проверка пользователя; решение примет оператор.",
    en: "The verification of a user was requested; an operator will decide.",
  },
  example: { users: [treezorUserExample] },
  dialect: "treezor",
  subject: "user",
  personal: true,
});

/** An operator decided about a user. */
export const userKycReview = defineEvent({
  type: "user.kycreview",
  payload,
  title: { ru: "Решение о пользователе", en: "User verification decided" },
  description: {
    ru: "Оператор подтвердил пользователя или отказал ему.",
    en: "An operator validated or refused the user.",
  },
  example: {
    users: [
      {
        ...treezorUserExample,
        address1: "xxxxxxxxxxx",
        phone: "+00000000000",
        mobile: "+00000000000",
        kycLevel: "2",
        kycReview: "2",
        kycReviewComment: "30-05-2022 - 16:11:02Level : REGULAR et Review : VALIDATED",
      },
    ],
  },
  dialect: "treezor",
  subject: "user",
  personal: true,
});
