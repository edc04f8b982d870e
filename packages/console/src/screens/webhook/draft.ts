import type { ChangeWebhook, WebhookView } from "@countersign/wire";
import { fromLocalInput, toLocalInput } from "../../parts/local-time.ts";

/** A webhook's settings as the form holds them: what is typed, and what can't be read stays empty. */
export interface Draft {
  name: string;
  url: string;
  events: string[];
  order: string;
  /** Empty: the default of the mode and the schedule. */
  timeoutMs: string;
  validFrom: string;
  validTo: string;
  active: boolean;
  blockWithoutAnswer: boolean;
  awaitAnswer: boolean;
  answerHasData: boolean;
  body: string;
  /** Both empty: the credentials stay as they are. */
  basicUser: string;
  basicPassword: string;
  removeBasic: boolean;
  /** Null: they stay as they are. */
  headers: { name: string; value: string }[] | null;
  bearer: string;
  removeBearer: boolean;
  certificate: string;
  certificateKey: string;
  removeCertificate: boolean;
  /** Empty: the native format of the events. */
  dialect: string;
  retry: "standard" | "able-id" | "treezor" | "own";
  /** Waits in seconds, with commas. */
  delays: string;
  condition: string;
  rateLimit: string;
  fifo: boolean;
  contentType: string;
  failurePolicy: "fail" | "continue";
  fallbackPrice: string;
  /** Empty: no built-in gate. */
  kycLevel: string;
}

export const emptyDraft: Draft = {
  name: "",
  url: "",
  events: [],
  order: "0",
  timeoutMs: "",
  validFrom: "",
  validTo: "",
  active: true,
  blockWithoutAnswer: false,
  awaitAnswer: false,
  answerHasData: false,
  body: "",
  basicUser: "",
  basicPassword: "",
  removeBasic: false,
  headers: null,
  bearer: "",
  removeBearer: false,
  certificate: "",
  certificateKey: "",
  removeCertificate: false,
  dialect: "",
  retry: "standard",
  delays: "0, 5, 60, 600",
  condition: "",
  rateLimit: "",
  fifo: false,
  contentType: "",
  failurePolicy: "fail",
  fallbackPrice: "",
  kycLevel: "",
};

/** The form of a webhook as it is saved. */
export function draftOf(webhook: WebhookView): Draft {
  const { retry, rateLimitPerSecond, fallback, require } = webhook;
  return {
    ...emptyDraft,
    ...webhook.flags,
    name: webhook.name,
    url: webhook.url ?? "",
    events: webhook.events,
    order: String(webhook.order),
    timeoutMs: String(webhook.timeoutMs),
    validFrom: toLocalInput(webhook.validFrom),
    validTo: toLocalInput(webhook.validTo),
    active: webhook.active,
    body: webhook.body ?? "",
    dialect: webhook.dialect,
    retry: typeof retry === "string" ? retry : "own",
    delays: typeof retry === "string" ? emptyDraft.delays : retry.delaysSeconds.join(", "),
    condition: webhook.condition ?? "",
    rateLimit: rateLimitPerSecond === null ? "" : String(rateLimitPerSecond),
    fifo: webhook.fifo === "subject",
    contentType: webhook.contentType ?? "",
    failurePolicy: webhook.failurePolicy,
    fallbackPrice: fallback === null ? "" : String(fallback.price),
    kycLevel: require === null ? "" : String(require.kycLevel),
  };
}

interface FormField {
  /** What of the draft it is made of. */
  keys: readonly (keyof Draft)[];
  /** What it changes in the API's terms. */
  change: (draft: Draft) => ChangeWebhook;
}

/** Each field of the form: the footer names them, and a 412 compares them. */
const formFields = {
  name: { keys: ["name"], change: ({ name }) => ({ name: name.trim() }) },
  url: { keys: ["url"], change: ({ url }) => (url.trim() === "" ? {} : { url: url.trim() }) },
  events: { keys: ["events"], change: ({ events }) => ({ events }) },
  order: { keys: ["order"], change: ({ order }) => ({ order: Number(order) }) },
  timeoutMs: { keys: ["timeoutMs"], change: ({ timeoutMs }) => ({ timeoutMs: numberOrNull(timeoutMs) }) },
  validFrom: { keys: ["validFrom"], change: ({ validFrom }) => ({ validFrom: fromLocalInput(validFrom) }) },
  validTo: { keys: ["validTo"], change: ({ validTo }) => ({ validTo: fromLocalInput(validTo) }) },
  active: { keys: ["active"], change: ({ active }) => ({ active }) },
  flags: {
    keys: ["blockWithoutAnswer", "awaitAnswer", "answerHasData"],
    change: ({ blockWithoutAnswer, awaitAnswer, answerHasData }) => ({
      flags: { blockWithoutAnswer, awaitAnswer, answerHasData },
    }),
  },
  body: { keys: ["body"], change: ({ body }) => ({ body: body.trim() === "" ? null : body }) },
  basicAuth: {
    keys: ["basicUser", "basicPassword", "removeBasic"],
    change: ({ basicUser, basicPassword, removeBasic }) => ({
      basicAuth: removeBasic ? null : { username: basicUser, password: basicPassword },
    }),
  },
  headers: { keys: ["headers"], change: ({ headers }) => (headers === null ? {} : { headers }) },
  bearer: {
    keys: ["bearer", "removeBearer"],
    change: ({ bearer, removeBearer }) => ({ bearer: removeBearer ? null : bearer }),
  },
  clientCertificate: {
    keys: ["certificate", "certificateKey", "removeCertificate"],
    change: ({ certificate, certificateKey, removeCertificate }) => ({
      clientCertificate: removeCertificate ? null : { certificate, key: certificateKey },
    }),
  },
  dialect: {
    keys: ["dialect"],
    change: ({ dialect }) => ({ dialect: dialect === "" ? null : (dialect as ChangeWebhook["dialect"]) }),
  },
  retry: {
    keys: ["retry", "delays"],
    change: ({ retry, delays }) => ({
      retry:
        retry === "own"
          ? {
              delaysSeconds: delays
                .split(/[,;\s]+/)
                .filter(Boolean)
                .map(Number),
            }
          : retry,
    }),
  },
  condition: {
    keys: ["condition"],
    change: ({ condition }) => ({ condition: condition.trim() === "" ? null : condition }),
  },
  rateLimit: {
    keys: ["rateLimit"],
    change: ({ rateLimit }) => ({ rateLimitPerSecond: numberOrNull(rateLimit) }),
  },
  fifo: { keys: ["fifo"], change: ({ fifo }) => ({ fifo: fifo ? "subject" : "none" }) },
  contentType: {
    keys: ["contentType"],
    change: ({ contentType }) => ({
      contentType: contentType === "" ? null : (contentType as ChangeWebhook["contentType"]),
    }),
  },
  failurePolicy: { keys: ["failurePolicy"], change: ({ failurePolicy }) => ({ failurePolicy }) },
  fallback: {
    keys: ["fallbackPrice"],
    change: ({ fallbackPrice }) => ({
      fallback: fallbackPrice.trim() === "" ? null : { price: Number(fallbackPrice) },
    }),
  },
  require: {
    keys: ["kycLevel"],
    change: ({ kycLevel }) => ({ require: kycLevel === "" ? null : { kycLevel: Number(kycLevel) } }),
  },
} as const satisfies Record<string, FormField>;
export type FieldName = keyof typeof formFields;
const fieldNames = Object.keys(formFields) as FieldName[];

/** The fields in which two drafts differ. */
export function changedFields(before: Draft, after: Draft): FieldName[] {
  return fieldNames.filter((name) => formFields[name].keys.some((key) => !isSame(before[key], after[key])));
}

/** The change that these fields of a draft make. */
export function changeOf(draft: Draft, fields: readonly FieldName[]): ChangeWebhook {
  return Object.assign({}, ...fields.map((name) => formFields[name].change(draft)));
}

/** One draft with some fields of another. */
export function withFields(draft: Draft, from: Draft, fields: readonly FieldName[]): Draft {
  const keys = fields.flatMap((name): readonly (keyof Draft)[] => formFields[name].keys);
  return { ...draft, ...Object.fromEntries(keys.map((key) => [key, from[key]])) };
}

/** The field of the form that a field of the API belongs to; null where it is none of them. */
export function fieldOf(apiField: string): FieldName | null {
  const [name = ""] = apiField.split(".");
  if (name === "mode") return "flags";
  if (name === "rateLimitPerSecond") return "rateLimit";
  return fieldNames.find((each) => each === name) ?? null;
}

function numberOrNull(text: string): number | null {
  return text.trim() === "" ? null : Number(text);
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
