import type { Clock, DialectName } from "@countersign/wire";
import { dialect, isDialectName, keepsAnswer } from "@countersign/wire";
import type { Outbound, SendResult } from "../../outbound/index.ts";
import { callPurpose, maskCredentials } from "../../webhooks/index.ts";
import type { QueueItem } from "../queue/index.ts";
import type { Content } from "../work.ts";
import type { Target } from "./targets.ts";

/** How much of a response is read, and stored in the log unless the mode is `forget`. */
const maxResponseBytes = 16 * 1024;
/** The same if the mode stores responses as data. */
const maxKeptAnswerBytes = 256 * 1024;

/** One request and its result. */
export interface Attempt {
  /** From 1, over all attempts of the delivery, resends included. */
  number: number;
  startedAt: number;
  endedAt: number;
  /** As the log may show them: with the webhook's credentials masked. */
  requestHeaders: Record<string, string>;
  result: SendResult;
}

/**
 * Signs and posts the body once. Every attempt of an event has the event's id as `webhook-id`;
 * `more` are additional headers.
 */
export async function attempt(
  deps: { clock: Clock; outbound: Pick<Outbound, "send"> },
  item: Pick<QueueItem, "attempt" | "resend">,
  content: Content,
  target: Target,
  signal: AbortSignal,
  more: Readonly<Record<string, string>> = {},
): Promise<Attempt> {
  const number = item.attempt + 1;
  const startedAt = deps.clock();
  const { webhook, signer, credentials } = target;
  const format = dialect(encodingOf(content));
  const own = webhook.body === null && format.bodyDependsOn === "webhook";
  // After a rotation the receiver may only know the current secret.
  const body = own ? format.signAnew(content.body, signer) : content.body;
  const requestHeaders = {
    ...credentials.headers,
    "content-type": webhook.contentType ?? content.contentType,
    "user-agent": "Countersign",
    ...format.sign(
      {
        id: content.eventId,
        timestamp: Math.floor(startedAt / 1000),
        body,
        number,
        ...(content.sequence !== null && { sequence: content.sequence }),
        resend: item.resend,
      },
      signer,
    ),
    ...more,
  };
  const result = await deps.outbound.send({
    purpose: callPurpose(webhook.mode),
    projectId: webhook.projectId,
    url: webhook.url,
    method: "POST",
    headers: requestHeaders,
    body,
    timeoutMs: webhook.timeoutMs,
    maxResponseBytes: keepsAnswer(webhook.mode) ? maxKeptAnswerBytes : maxResponseBytes,
    signal,
    clientCertificate: credentials.clientCertificate,
  });
  const shown = maskCredentials(requestHeaders, credentials);
  return { number, startedAt, endedAt: deps.clock(), requestHeaders: shown, result };
}

/** The encoding's dialect: the encoding of a body for one webhook alone is `dialect:webhook`. */
function encodingOf(content: Content): DialectName {
  const [name = ""] = content.encoding.split(":");
  if (!isDialectName(name)) throw new Error(`a message has the unknown encoding ${content.encoding}`);
  return name;
}
