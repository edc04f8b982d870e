import type { BeforeEventType, EventPayload } from "../event.ts";
import { isObject } from "../json.ts";
import type { Denial } from "./verdict.ts";

export interface InterceptorOptions {
  /** where Countersign is, such as `https://countersign.internal` */
  baseUrl: string;
  /** a key of the project (`csk_…`) */
  apiKey: string;
  projectId: string;
  /** how long a route waits, milliseconds; default 11,000: a chain of hooks has ten seconds */
  timeoutMs?: number;
  /**
   * what happens to operations while Countersign can't be asked: `refuse` (the default) or `allow`
   * them, or decide by the event
   */
  whenAway?: AwayPolicy | ((absence: Absence) => AwayPolicy | Promise<AwayPolicy>);
  /** default: the global `fetch` */
  fetch?: typeof fetch;
}

export type AwayPolicy = "allow" | "refuse";

/** Countersign could not be asked. */
export interface Absence {
  event: BeforeEventType;
  /** one sentence for logs; contains no part of the payload */
  detail: string;
}

/** What is asked about one operation. */
export interface Question<Type extends BeforeEventType> {
  payload: EventPayload<Type>;
  /** id of what the operation is about */
  subject?: string;
  /** whose KYC level a gate may require, where the payload does not name the user */
  userId?: string;
  /** asks the hooks without consequences */
  dryRun?: boolean;
}

/** Whether an operation may proceed. */
export type Interception<Type extends BeforeEventType = BeforeEventType> =
  | {
      kind: "allowed";
      /** as the hooks left it */
      payload: EventPayload<Type>;
      warnings: string[];
      /** a hook failed, and its policy is to go on without it */
      degraded: boolean;
      /** the configured price, if a hook of `before_delivery_service_calculate` failed */
      fallback?: { price: number };
      traceId: string;
    }
  /** a hook denied it, or failed and its policy is to fail (`hook_broken`) */
  | { kind: "denied"; statusCode: number; error: Denial; traceId: string }
  /** Countersign is unavailable, and the local policy allowed it: `payload` is unchanged */
  | { kind: "allowed-unasked"; payload: EventPayload<Type>; detail: string }
  /** Countersign is unavailable, and the local policy refused it */
  | { kind: "refused-unasked"; detail: string };

export interface Interceptor {
  /**
   * Asks the hooks of an event about an operation.
   *
   * @throws InterceptError if Countersign rejects the question itself: a wrong key, or a payload
   * that is not the event's. That is a mistake in the caller, and no policy covers it.
   */
  ask<Type extends BeforeEventType>(event: Type, question: Question<Type>): Promise<Interception<Type>>;
}

/** Countersign rejected the question. */
export class InterceptError extends Error {
  readonly statusCode: number;
  /** the code of Countersign's error, such as `invalid_request` */
  readonly code: string;

  constructor(statusCode: number, code: string, message: string) {
    super(message);
    this.name = "InterceptError";
    this.statusCode = statusCode;
    this.code = code;
  }
}

const defaultTimeoutMs = 11_000;

/** Asks Countersign's hooks about operations of a backend that keeps its own routes. */
export function createInterceptor(options: InterceptorOptions): Interceptor {
  const { baseUrl, apiKey, projectId, timeoutMs = defaultTimeoutMs, whenAway = "refuse" } = options;
  const call = options.fetch ?? fetch;
  const base = `${baseUrl.replace(/\/+$/, "")}/manage/v1/intercept/`;

  return {
    async ask(event, question) {
      const response = await post(event, question);
      if (response.kind === "away") return decideAlone(event, question, response.detail);
      const { status, body } = response;
      if (status !== 200) throw new InterceptError(status, textIn(body, "code"), rejectionOf(status, body));
      return interceptionFrom(body, event, question);
    },
  };

  async function post(
    event: BeforeEventType,
    question: Question<BeforeEventType>,
  ): Promise<{ kind: "answered"; status: number; body: unknown } | { kind: "away"; detail: string }> {
    try {
      const response = await call(base + event, {
        method: "POST",
        headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
        body: JSON.stringify({ projectId, ...question }),
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      });
      const { status } = response;
      if (status >= 500 || status === 429 || status < 200) {
        await response.body?.cancel();
        return { kind: "away", detail: `Countersign responded with ${status}.` };
      }
      return { kind: "answered", status, body: await response.json() };
    } catch (error) {
      const name = error instanceof Error ? error.name : "unknown";
      return {
        kind: "away",
        detail:
          name === "TimeoutError"
            ? `Countersign did not respond within ${timeoutMs} ms.`
            : `Countersign could not be reached (${name}).`,
      };
    }
  }

  async function decideAlone<Type extends BeforeEventType>(
    event: Type,
    { payload }: Question<Type>,
    detail: string,
  ): Promise<Interception<Type>> {
    const policy = typeof whenAway === "function" ? await whenAway({ event, detail }) : whenAway;
    return policy === "allow"
      ? { kind: "allowed-unasked", payload, detail }
      : { kind: "refused-unasked", detail };
  }

  function interceptionFrom<Type extends BeforeEventType>(
    body: unknown,
    event: Type,
    question: Question<Type>,
  ): Interception<Type> | Promise<Interception<Type>> {
    if (!isObject(body) || typeof body.allow !== "boolean")
      return decideAlone(event, question, "What responded at Countersign's address is not Countersign.");
    const traceId = textIn(body, "traceId");
    if (body.allow) {
      const { payload, degraded, warnings, fallback } = body;
      return {
        kind: "allowed",
        payload: payload as EventPayload<Type>,
        degraded: degraded === true,
        warnings: Array.isArray(warnings) ? warnings : [],
        ...(isObject(fallback) && { fallback: { price: Number(fallback.price) } }),
        traceId,
      };
    }
    const error = isObject(body.error) ? body.error : {};
    const { statusCode, field } = error;
    return {
      kind: "denied",
      statusCode: typeof statusCode === "number" ? statusCode : 422,
      error: {
        code: textIn(error, "code"),
        message: textIn(error, "message"),
        ...(typeof field === "string" && { field }),
      },
      traceId,
    };
  }
}

function textIn(value: unknown, name: string): string {
  const text = isObject(value) ? value[name] : undefined;
  return typeof text === "string" ? text : "";
}

/** Names what is wrong with the question, without its values. */
function rejectionOf(status: number, body: unknown): string {
  const errors = isObject(body) && Array.isArray(body.errors) ? body.errors : [];
  const fields = errors.map((each) => `${textIn(each, "field")}: ${textIn(each, "problem")}`).join("; ");
  return `Countersign rejected the question (${status} ${textIn(body, "code")})${fields === "" ? "" : `: ${fields}`}`;
}
