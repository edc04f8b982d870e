/** The steps that a session's page goes through. */
const steps = [
  "consent",
  "document",
  "pictures",
  "signature",
  "call",
  "other-device",
  "waiting",
  "ended",
] as const;
export type SessionStep = (typeof steps)[number];

const outcomes = ["succeeded", "failed", "expired", "aborted"] as const;
export type SessionOutcome = (typeof outcomes)[number];

/** What the page tells the page around it. Nothing personal: who the person is, webhooks and the API say. */
export type PageMessage =
  | { type: "ready" }
  | { type: "step"; step: SessionStep }
  | { type: "submitted" }
  | { type: "ended"; outcome: SessionOutcome }
  | { type: "closed" }
  | { type: "error"; code: string }
  | { type: "resize"; height: number };

/** What the component tells the page: that it is there, and in which language to begin. */
export interface Greeting {
  type: "hello";
  language: string | null;
}

/** What every message has, so that it is told from those of other software. */
const mark = { countersign: 1 } as const;
export const marked = <Message extends PageMessage | Greeting>(message: Message): Message & typeof mark => ({
  ...mark,
  ...message,
});

/** What of a `MessageEvent` decides whether it is taken. */
export type Incoming = Pick<MessageEvent<unknown>, "source" | "origin" | "data">;

/** The message of an event from this window and origin; null for every other event, and for a malformed message. */
export function messageFrom(
  { source, origin, data }: Incoming,
  sender: { window: MessageEventSource | null; origin: string },
): PageMessage | null {
  if (sender.window === null || source !== sender.window || origin !== sender.origin) return null;
  return pageMessageOf(data);
}

/** A fresh object with the members of its type alone. */
function pageMessageOf(data: unknown): PageMessage | null {
  if (typeof data !== "object" || data === null) return null;
  const { countersign, type, step, outcome, code, height } = data as Record<string, unknown>;
  if (countersign !== mark.countersign) return null;
  switch (type) {
    case "ready":
    case "submitted":
    case "closed":
      return { type };
    case "step": {
      const known = steps.find((one) => one === step);
      return known === undefined ? null : { type, step: known };
    }
    case "ended": {
      const known = outcomes.find((one) => one === outcome);
      return known === undefined ? null : { type, outcome: known };
    }
    case "error":
      return typeof code === "string" && /^[a-z_]{1,40}$/.test(code) ? { type, code } : null;
    case "resize":
      return typeof height === "number" && height > 0 && height <= 10_000 ? { type, height } : null;
    default:
      return null;
  }
}
