export { type Endpoint, type IncomingRequest, type RawBody, readChunks } from "./endpoint.ts";
export {
  type AnyReceivedEvent,
  type BeforeEventType,
  type CustomEventType,
  type EventFacts,
  type EventPayload,
  type EventType,
  type Format,
  isBeforeEventType,
  isCustomEventType,
  isEventType,
  type ReceivedCustomEvent,
  type ReceivedEvent,
} from "./event.ts";
export { type Handler, type HandlerContext, type Handlers, newest } from "./handlers.ts";
export type { HeaderSource } from "./headers.ts";
export {
  createHookResponder,
  type HookCall,
  type HookHandlers,
  type HookOutcome,
  type HookResponderOptions,
} from "./hooks/hook-responder.ts";
export {
  type Absence,
  type AwayPolicy,
  createInterceptor,
  InterceptError,
  type Interception,
  type Interceptor,
  type InterceptorOptions,
  type Question,
} from "./hooks/interceptor.ts";
export type { RouteMapping } from "./hooks/route.ts";
export {
  allow,
  change,
  changeByPatch,
  type Denial,
  deny,
  type HookVerdict,
  type MergePatch,
  type PatchOperation,
} from "./hooks/verdict.ts";
export type { Inbox, InboxEntry, InboxOptions, Taken } from "./inbox/inbox.ts";
export { memoryInbox } from "./inbox/memory.ts";
export type { JsonValue } from "./json.ts";
export type { Outcome } from "./outcome.ts";
export { createReceiver, type EndpointOptions, type ReceiverOptions } from "./receiver.ts";
export type { Reply } from "./reply.ts";
export { type HandlerResult, reject, retry } from "./result.ts";
export type { ContentProblem, ForgeryProblem } from "./verification/problem.ts";
