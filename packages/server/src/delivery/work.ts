import type { EventId, ProjectId, SettledReason } from "@countersign/wire";
import type { AttemptOutcome } from "./attempt/classify.ts";
import type { Loaded } from "./attempt/contents.ts";
import type { QueueItem } from "./queue/queue.ts";

/** What an attempt sends, and under which names it is told. */
export interface Content {
  eventId: EventId;
  projectId: ProjectId;
  type: string;
  sequence: number | null;
  /** Whose key seals the body and the answers to it. */
  keyId: string;
  encoding: string;
  contentType: string;
  /** In clear: memory only. */
  body: string;
}

/** What came of the attempt; or why the delivery was cancelled without one. Null: none was made for now. */
export type WorkEnd = AttemptOutcome | SettledReason | null;

/** A delivery that this process holds under its lease. */
export interface Work {
  projectId: ProjectId;
  item: QueueItem;
  claim: string;
  /** End of the lease, as it was last prolonged. */
  until: number;
  /** There from the start when this process accepted the event; null for what was claimed. */
  content: Content | null;
  /** Of what was claimed: on its way since then. */
  loading: Promise<Loaded> | null;
  running: boolean;
  /** This worker leased it anew while it was running: see `hold`. */
  claimedAgain: boolean;
  /** Hears of its end, once that is written, where somebody waits for it. */
  onEnd: ((end: WorkEnd) => void) | null;
}
