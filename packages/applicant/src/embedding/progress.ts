import type { PageMessage, SessionStep } from "@countersign/embed/messages";
import type { ApplicantState } from "@countersign/wire/browser";
import { ways } from "../ways.ts";

/** What the page around is told of. */
export interface Shown {
  state: Pick<ApplicantState, "state" | "method" | "documentType" | "signing">;
  /** The session goes on at another device. */
  elsewhere: boolean;
}

/** What to tell once `now` is shown; `before` is null for the first time. */
export function progress(before: Shown | null, now: Shown): PageMessage[] {
  const messages: PageMessage[] = before === null ? [{ type: "ready" }] : [];
  const step = stepOf(now);
  if (before !== null && isWithApplicant(before) && isSubmitted(now)) messages.push({ type: "submitted" });
  if (before === null || stepOf(before) !== step) {
    messages.push({ type: "step", step });
    const outcome = outcomes.find((one) => one === now.state.state);
    if (outcome !== undefined) messages.push({ type: "ended", outcome });
  }
  return messages;
}

const outcomes = ["succeeded", "failed", "aborted", "expired"] as const;
const submitted = ["processing", "in_review", "succeeded", "failed"];
const withApplicant = ["created", "started", "resubmission_requested"];

const isSubmitted = ({ state }: Shown) => submitted.includes(state.state);
const isWithApplicant = ({ state }: Shown) => withApplicant.includes(state.state);

function stepOf({ state, elsewhere }: Shown): SessionStep {
  if (elsewhere) return "other-device";
  switch (state.state) {
    case "created":
      return "consent";
    case "started":
    case "resubmission_requested":
      if (state.signing !== null && state.signing.signedAt === null) return "signature";
      if (ways[state.method] === "call") return "call";
      return ways[state.method] === "document" && state.documentType === null ? "document" : "pictures";
    case "processing":
    case "in_review":
      return "waiting";
    default:
      return "ended";
  }
}
