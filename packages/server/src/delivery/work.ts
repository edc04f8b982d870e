import type { EventId, ProjectId, SettledReason } from "@countersign/wire";
import type { AttemptOutcome } from "./attempt/classify.ts";
import type { QueueItem } from "./queue/index.ts";

/** What an attempt sends, and what identifies it in logs and traces. */
export interface Content {
  eventId: EventId;
  projectId: ProjectId;
  type: string;
  sequence: number | null;
  /** The key that seals the body and the receiver's responses. */
  keyId: string;
  encoding: string;
  contentType: string;
  /** In clear: memory only. */
  body: string;
}

/** The result of reading a delivery's content. */
export type Loaded =
  | { kind: "content"; content: Content }
  /** The delivery is no longer in the log. */
  | { kind: "gone" }
  /** It can never be sent. */
  | { kind: "closed"; reason: Extract<SettledReason, "erased" | "expired" | "unreadable"> }
  /** It is read when it is its turn. */
  | { kind: "large" }
  /** It could not be read now. */
  | { kind: "failed"; error: unknown };

/**
 * The attempt's outcome, or the reason why the delivery was cancelled without an attempt. Null if
 * no attempt was made for now.
 */
export type WorkEnd = AttemptOutcome | SettledReason | null;

/** A delivery that this process holds under its lease. */
export interface Work {
  projectId: ProjectId;
  item: QueueItem;
  claim: string;
  /** End of the lease, as last extended. */
  until: number;
  /** Whether this process accepted the event, and so has its content; false for what was claimed. */
  fresh: boolean;
  content: Content | null;
  /** For claimed work: its content, requested with the claim. */
  loading: Promise<Loaded> | null;
  running: boolean;
  /** This worker leased it again while it was running: see `Held.hold`. */
  claimedAgain: boolean;
  /** Called with its end, once that is written, if somebody waits for it. */
  onEnd: ((end: WorkEnd) => void) | null;
}
