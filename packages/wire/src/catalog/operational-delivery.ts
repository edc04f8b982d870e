import * as z from "zod";
import { defineEvent } from "./definition.ts";

const webhookId = z.string().min(1).describe("whk_…");
const moment = z.iso.datetime();

/**
 * A webhook was disabled: its address failed for too long or responded that it is gone, or an
 * operator disabled it.
 */
export const webhookDisabled = defineEvent({
  type: "webhook.disabled",
  payload: z.strictObject({
    webhookId,
    reason: z.enum(["failing", "gone", "operator"]),
    failingSince: moment.nullable(),
    disabledAt: moment,
  }),
  title: { ru: "Веб-хук отключён", en: "Webhook disabled" },
  description: {
    ru: "Веб-хук отключён: адрес слишком долго не отвечал, ответил 410, или так решил оператор.",
    en: "A webhook was disabled: its address failed for too long or responded with 410, or an operator disabled it.",
  },
  example: {
    webhookId: "whk_01kc3e5b7vq2m9x4t8n6w0hjzd",
    reason: "failing",
    failingSince: "2025-12-27T12:00:00.000Z",
    disabledAt: "2026-01-01T12:00:00.000Z",
  },
  dialect: "standard",
  subject: "webhook",
  personal: false,
});

/** A webhook whose address failed accepts deliveries again. */
export const webhookRecovered = defineEvent({
  type: "webhook.recovered",
  payload: z.strictObject({ webhookId, failingSince: moment.nullable(), recoveredAt: moment }),
  title: { ru: "Веб-хук восстановлен", en: "Webhook recovered" },
  description: {
    ru: "Адрес веб-хука снова принимает доставки.",
    en: "A webhook's address accepts deliveries again.",
  },
  example: {
    webhookId: "whk_01kc3e5b7vq2m9x4t8n6w0hjzd",
    failingSince: "2025-12-31T12:00:00.000Z",
    recoveredAt: "2026-01-01T12:00:00.000Z",
  },
  dialect: "standard",
  subject: "webhook",
  personal: false,
});

/**
 * A delivery was given up after its last attempt. Names the event, without its contents.
 */
export const deliveryExhausted = defineEvent({
  type: "delivery.exhausted",
  payload: z.strictObject({
    deliveryId: z.string().min(1).describe("dlv_…"),
    webhookId,
    eventId: z.string().min(1).describe("evt_…"),
    eventType: z.string().min(1),
    attempts: z.int().positive(),
    lastStatusCode: z.int().nullable().describe("null if the last attempt got no response"),
    exhaustedAt: moment,
  }),
  title: { ru: "Доставка исчерпана", en: "Delivery exhausted" },
  description: {
    ru: "Попытки доставки исчерпаны; её можно повторить вручную.",
    en: "A delivery was given up after its last attempt; it can be resent by hand.",
  },
  example: {
    deliveryId: "dlv_01kc3e5b7vq2m9x4t8n6w0hjzd",
    webhookId: "whk_01kc3e5b7vq2m9x4t8n6w0hjzd",
    eventId: "evt_01kc3e5b7vq2m9x4t8n6w0hjzd",
    eventType: "check.person",
    attempts: 10,
    lastStatusCode: 503,
    exhaustedAt: "2026-01-01T12:00:00.000Z",
  },
  dialect: "standard",
  subject: "delivery",
  personal: false,
});
