import { decode } from "../decode.ts";
import { type Endpoint, endpoint, type IncomingRequest } from "../endpoint.ts";
import { type BeforeEventType, isBeforeEventType, type ReceivedEvent } from "../event.ts";
import { type HeaderSource, headerValue } from "../headers.ts";
import { notify } from "../notify.ts";
import { decoderOf, type EndpointOptions } from "../receiver.ts";
import { jsonReply, type Reply } from "../reply.ts";
import type { HookVerdict } from "./verdict.ts";

/** A call that asks about an operation which has not happened so far. */
export type HookCall<Type extends BeforeEventType = BeforeEventType> = ReceivedEvent<Type> & {
  /** nothing comes of it, whatever the verdict */
  dryRun: boolean;
};

/** Decides about operations, by the event that is sent before them. */
export type HookHandlers = {
  [Type in BeforeEventType]?: (call: HookCall<Type>) => HookVerdict<Type> | Promise<HookVerdict<Type>>;
};

/** What became of a call. */
export type HookOutcome =
  | { kind: "decided"; call: HookCall; verdict: HookVerdict }
  | { kind: "failed"; call: HookCall; error: unknown }
  /** not genuine, not readable, or of an event without a handler: Countersign takes the hook for broken */
  | { kind: "refused"; status: number; problem: string };

export interface HookResponderOptions extends EndpointOptions {
  on: HookHandlers;
  /** called with what became of each call; what it throws is ignored */
  onOutcome?: (outcome: HookOutcome) => void;
}

/**
 * An endpoint for webhooks in the modes `gate` and `gate_apply`: verifies each call, calls the
 * handler of its event and responds with the verdict. Everything else (a call that is not genuine,
 * an event without a handler, a handler that throws) is a response that Countersign takes for a
 * failure of the hook, so that the webhook's failure policy decides.
 *
 * @throws TypeError for a secret that is none.
 */
export function createHookResponder(options: HookResponderOptions): Endpoint {
  const { decoder, maxBodyBytes } = decoderOf(options);
  const handlers = options.on as Partial<
    Record<BeforeEventType, (call: HookCall) => HookVerdict | Promise<HookVerdict>>
  >;

  return endpoint(async (request) => {
    const { reply, outcome } = await respond(request);
    notify(options.onOutcome, outcome);
    return reply;
  });

  async function respond(request: IncomingRequest): Promise<{ reply: Reply; outcome: HookOutcome }> {
    if (request.method !== "POST") return refused(405, "hooks are called by POST");
    const body = await request.readBody(maxBodyBytes);
    if (body.kind === "too-large") return refused(413, "the body is larger than this hook accepts");
    if (body.kind !== "read") return refused(500, "the body could not be read");
    const decoded = await decode(decoder, body.bytes, request.headers);
    if (decoded.kind === "forged") return refused(401, `not genuine: ${decoded.problem.code}`);
    if (decoded.kind === "unreadable") return refused(500, `not readable: ${decoded.problem.code}`);
    const { event } = decoded;
    const handler = isBeforeEventType(event.type) ? handlers[event.type] : undefined;
    if (handler === undefined) return refused(404, `no handler for ${event.type}`);
    const call = { ...event, dryRun: isDryRun(request.headers) } as HookCall;
    try {
      const verdict = await handler(call);
      return { reply: replyOf(verdict), outcome: { kind: "decided", call, verdict } };
    } catch (error) {
      const reply = jsonReply(500, { problem: "the hook failed" });
      return { reply, outcome: { kind: "failed", call, error } };
    }
  }
}

function replyOf(verdict: HookVerdict): Reply {
  switch (verdict.verdict) {
    case "allow":
      return jsonReply(200, { allow: true, ...warningsOf(verdict) });
    case "deny": {
      const { status = 200, error } = verdict;
      if (status !== 200 && !(status >= 400 && status < 500))
        throw new TypeError(`deny: the status must be a 4xx, not ${status}`);
      return jsonReply(status, { allow: false, error });
    }
    case "change": {
      const { data, patch } = verdict;
      return jsonReply(200, {
        allow: true,
        ...(data !== undefined && { data }),
        ...(patch !== undefined && { patch }),
        ...warningsOf(verdict),
      });
    }
    default:
      throw new TypeError("a hook's handler returns allow(), deny(…), change(…) or changeByPatch(…)");
  }
}

function warningsOf({ warnings }: { warnings?: string[] }): { warnings?: string[] } {
  return warnings === undefined || warnings.length === 0 ? {} : { warnings };
}

/**
 * Of these statuses none is a denial, and neither is the body: an `error` with code and message would be
 * one, whatever the status.
 */
function refused(
  status: 401 | 404 | 405 | 413 | 500,
  problem: string,
): { reply: Reply; outcome: HookOutcome } {
  const headers = status === 405 ? { allow: "POST" } : {};
  return { reply: jsonReply(status, { problem }, headers), outcome: { kind: "refused", status, problem } };
}

function isDryRun(headers: HeaderSource): boolean {
  return headerValue(headers, "countersign-dry-run") === "true";
}
