import { ableId } from "./able-id.ts";
import { accounts } from "./accounts.ts";
import { applicant } from "./applicant.ts";
import { deliveries } from "./deliveries.ts";
import { errors } from "./errors.ts";
import { eventMessages } from "./event-messages.ts";
import { events } from "./events.ts";
import { loveAndPay } from "./love-and-pay.ts";
import { loyalty } from "./loyalty.ts";
import type { Part } from "./part.ts";
import { projects } from "./projects.ts";
import { registry } from "./registry.ts";
import { reviews } from "./reviews.ts";
import { sessions } from "./sessions.ts";
import { shared } from "./shared.ts";
import { system } from "./system.ts";
import { treezor } from "./treezor.ts";
import { videoCalls } from "./video-calls.ts";
import { webhooks } from "./webhooks.ts";

/** The descriptions of every part of the API. What several parts describe stands in `shared`. */
export const parts: readonly Part[] = [
  ableId,
  accounts,
  applicant,
  deliveries,
  errors,
  eventMessages,
  events,
  loveAndPay,
  loyalty,
  projects,
  registry,
  reviews,
  sessions,
  shared,
  system,
  treezor,
  videoCalls,
  webhooks,
];
