import { type Decoder, decode } from "./decode.ts";
import { type Endpoint, endpoint, type IncomingRequest } from "./endpoint.ts";
import type { AnyReceivedEvent } from "./event.ts";
import type { Handler, HandlerContext, Handlers } from "./handlers.ts";
import type { Inbox, InboxEntry } from "./inbox/inbox.ts";
import { notify } from "./notify.ts";
import type { Outcome } from "./outcome.ts";
import { replyTo } from "./reply.ts";
import { resultOf } from "./result.ts";
import { verificationKeys } from "./verification/keys.ts";

/** How messages are verified and how much of them is read. */
export interface EndpointOptions {
  /**
   * the webhook's `whsec_` secrets; during a rotation the new one and the previous one, in any order
   */
  secrets: readonly string[];
  /** how far a message's signed timestamp may be from this machine's clock; default 300 */
  toleranceSeconds?: number;
  /** the largest body that is read; default 16 MiB: photos are in it */
  maxBodyBytes?: number;
  /** the time in milliseconds; default `Date.now` */
  now?: () => number;
}

export interface ReceiverOptions<Tx> extends EndpointOptions {
  /** handlers by event type */
  on?: Handlers<Tx>;
  /** handles what `on` has no handler for */
  otherwise?: Handler<AnyReceivedEvent, Tx>;
  /** remembers what had its effect; without one, handlers run once for every message that comes */
  inbox?: Inbox<Tx>;
  /** passes test calls, whose data is invented, to the handlers as well; default false */
  handleTestCalls?: boolean;
  /** called with what became of each request, for logs and metrics; what it throws is ignored */
  onOutcome?: (outcome: Outcome) => void;
}

const defaultToleranceSeconds = 300;
const defaultMaxBodyBytes = 16 * 1024 * 1024;

/**
 * A receiver of events: verifies each message, reads it in whichever of the five formats it comes,
 * calls the handler of its type and responds so that the sender does the right thing. With an
 * inbox, a handler's effect is committed exactly once.
 *
 * @throws TypeError for a secret that is none. A mistake in deployment should show at the start.
 */
export function createReceiver<Tx = undefined>(options: ReceiverOptions<Tx>): Endpoint {
  const { inbox, onOutcome } = options;
  const handlers = new Map(Object.entries(options.on ?? {})) as Map<string, Handler<AnyReceivedEvent, Tx>>;
  const { decoder, maxBodyBytes } = decoderOf(options);

  return endpoint(async (request) => {
    const outcome = await outcomeOf(request);
    notify(onOutcome, outcome);
    return replyTo(outcome);
  });

  async function outcomeOf(request: IncomingRequest): Promise<Outcome> {
    if (request.method !== "POST") return { kind: "wrong-method" };
    const body = await request.readBody(maxBodyBytes);
    switch (body.kind) {
      case "too-large":
        return { kind: "too-large" };
      case "lost":
        return { kind: "body-lost" };
      case "broken":
        return { kind: "body-unreadable", error: body.error };
      case "read":
        return receive(body.bytes, request);
    }
  }

  async function receive(bytes: Uint8Array<ArrayBuffer>, { headers }: IncomingRequest): Promise<Outcome> {
    const decoded = await decode(decoder, bytes, headers);
    if (decoded.kind === "forged") return { kind: "forged", problem: decoded.problem };
    if (decoded.kind === "unreadable")
      return { kind: "unreadable", id: decoded.id, problem: decoded.problem };
    const { event } = decoded;
    if (event.test && !options.handleTestCalls) return { kind: "test", event };
    const handler = handlers.get(event.type) ?? options.otherwise;
    if (handler === undefined) return { kind: "unhandled", event };
    try {
      return inbox === undefined
        ? outcomeFrom(event, await handler(event, contextOf(event, null)))
        : await takeIn(inbox, event, handler);
    } catch (error) {
      return error instanceof Undone ? error.outcome : { kind: "failed", event, error };
    }
  }

  async function takeIn(
    inbox: Inbox<Tx>,
    event: AnyReceivedEvent,
    handler: Handler<AnyReceivedEvent, Tx>,
  ): Promise<Outcome> {
    const taken = await inbox.once(event.id, async (entry) => {
      const outcome = outcomeFrom(event, await handler(event, contextOf(event, entry)));
      if (outcome.kind === "retry" || outcome.kind === "rejected") throw new Undone(outcome);
      return outcome;
    });
    return taken.duplicate ? { kind: "duplicate", event } : taken.result;
  }
}

/** Rolls back what a handler wrote that asked for another attempt, or for none. */
class Undone extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super("the handler's writes are rolled back");
    this.outcome = outcome;
  }
}

function outcomeFrom(event: AnyReceivedEvent, returned: unknown): Outcome {
  const result = resultOf(returned);
  switch (result?.kind) {
    case undefined:
      return { kind: "handled", event };
    case "retry":
      return { kind: "retry", event, reason: result.reason, afterSeconds: result.afterSeconds };
    case "reject":
      return { kind: "rejected", event, reason: result.reason };
    case "superseded":
      return { kind: "superseded", event };
  }
}

function contextOf<Tx>(
  { subject, sequence }: AnyReceivedEvent,
  entry: InboxEntry<Tx> | null,
): HandlerContext<Tx> {
  return {
    // Without an inbox, Tx is undefined.
    tx: entry?.tx as Tx,
    async isNewest(stream) {
      if (entry === null) throw new TypeError("isNewest needs an inbox: give createReceiver one");
      if (subject === null || sequence === null) return true;
      return entry.advance(JSON.stringify([stream, subject]), sequence);
    },
  };
}

/** What verifies and reads, from the options. */
export function decoderOf(options: EndpointOptions): { decoder: Decoder; maxBodyBytes: number } {
  const { secrets, toleranceSeconds = defaultToleranceSeconds, now = Date.now } = options;
  const keys = verificationKeys(secrets);
  return {
    decoder: { keys, toleranceSeconds, now },
    maxBodyBytes: options.maxBodyBytes ?? defaultMaxBodyBytes,
  };
}
