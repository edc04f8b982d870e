import * as z from "zod";
import { defineEvent } from "../definition.ts";
import { rarusSubscriptionSchema } from "./schemas.ts";

/** A subscription's term ran out: recorded by a schedule, once per term. */
export const onSubscription = defineEvent({
  type: "on_subscription",
  payload: z.strictObject({ subscription: rarusSubscriptionSchema }),
  title: { ru: "При подписке", en: "On subscription" },
  description: {
    ru: "При истечении срока действия подписки.",
    en: "When the term of a subscription runs out.",
  },
  example: {
    subscription: {
      id: "sbs-16",
      userId: "usr-1024",
      plan: "monthly",
      startedAt: "2025-12-01T00:00:00.000Z",
      expiresAt: "2026-01-01T00:00:00.000Z",
    },
  },
  dialect: "rarus",
  subject: "subscription",
  personal: false,
});
