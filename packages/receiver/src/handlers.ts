import type {
  AnyReceivedEvent,
  CustomEventType,
  EventType,
  ReceivedCustomEvent,
  ReceivedEvent,
} from "./event.ts";
import { superseded } from "./result.ts";

/** What a handler gets in addition to the event. */
export interface HandlerContext<Tx> {
  /** the inbox's transaction: what is written through it is committed exactly once */
  tx: Tx;
  /**
   * Whether no event of this stream and the same subject with a higher sequence was handled before;
   * from then on, this one counts as handled. An event without subject or sequence always is the
   * newest. Needs an inbox.
   */
  isNewest(stream: string): Promise<boolean>;
}

/** Handles one event. Returns nothing, or `retry(…)`, `reject(…)`. */
export type Handler<Event, Tx> = (event: Event, context: HandlerContext<Tx>) => unknown;

/** Handlers by event type. */
export type Handlers<Tx> = { [Type in EventType]?: Handler<ReceivedEvent<Type>, Tx> } & {
  [Type in CustomEventType]?: Handler<ReceivedCustomEvent, Tx>;
};

/**
 * A handler of states, of which only the newest matters: events that come after a newer one of the
 * same stream and subject are acknowledged without a call. Give handlers of the same state the same
 * stream, such as `document.create`, `document.update` and `document.cancel`.
 */
export function newest<Event extends AnyReceivedEvent, Tx>(
  stream: string,
  handler: Handler<Event, Tx>,
): Handler<Event, Tx> {
  return async (event, context) =>
    (await context.isNewest(stream)) ? handler(event, context) : superseded();
}
