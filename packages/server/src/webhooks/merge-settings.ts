import {
  awaitsAnswer,
  type ChangeWebhook,
  type DialectName,
  eventDefinition,
  isDialectName,
  modeFromFlags,
  momentOf,
  type RetryInput,
  typesOf,
  type WebhookMode,
} from "@countersign/wire";
import { blankHookSettings, usualTimeoutMs } from "./hook-settings.ts";
import type { RetrySetting } from "./retry-presets.ts";
import type { Settings } from "./settings.ts";

/** What a change says at least of a webhook that isn't there yet. */
export type NewSettings = ChangeWebhook & Pick<Settings, "name" | "events">;

/** A new webhook's settings: what the request leaves out has its default. */
export function initialSettings(input: NewSettings): Settings {
  const retry: RetrySetting =
    input.retry === undefined ? { preset: "standard" } : retrySettingOf(input.retry);
  const mode = modeOf(input, input.events) ?? (input.require ? "gate" : "notify");
  const blank: Settings = {
    name: input.name,
    url: input.url ?? "",
    events: input.events,
    dialect: usualDialect(input.events),
    mode,
    order: 0,
    timeoutMs: usualTimeoutMs({ mode, retry }),
    validFrom: null,
    validTo: null,
    active: true,
    retry,
    rateLimitPerSecond: null,
    fifo: "none",
    contentType: null,
    ...blankHookSettings,
    headers: [],
    basicAuth: null,
    bearer: null,
    clientCertificate: null,
  };
  return mergeSettings(blank, input);
}

/**
 * The settings after a change: what is absent stays, null clears. Basic authentication and a bearer token are one
 * header, so that setting one removes the other. Whether the outcome makes sense is `settingsProblems`' to say.
 */
export function mergeSettings(before: Settings, change: ChangeWebhook): Settings {
  const { flags, dialect, timeoutMs, validFrom, validTo, retry: schedule, headers, ...plain } = change;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  const merged: Settings = { ...before, ...(given as Partial<Settings>) };
  merged.mode = modeOf(change, merged.events) ?? before.mode;
  if (schedule !== undefined) merged.retry = retrySettingOf(schedule);
  if (validFrom !== undefined) merged.validFrom = dateOf(validFrom);
  if (validTo !== undefined) merged.validTo = dateOf(validTo);
  if (headers !== undefined) merged.headers = headers ?? [];
  // A change of the kind of call takes the usual timeout along, unless the webhook has one of its own.
  const usual =
    before.timeoutMs === usualTimeoutMs(before) && awaitsAnswer(before.mode) !== awaitsAnswer(merged.mode);
  if (timeoutMs !== undefined || usual) merged.timeoutMs = timeoutMs ?? usualTimeoutMs(merged);
  if (dialect !== undefined) merged.dialect = dialect ?? usualDialect(merged.events);
  if (change.basicAuth && change.bearer === undefined) merged.bearer = null;
  if (change.bearer && change.basicAuth === undefined) merged.basicAuth = null;
  return merged;
}

/** The format that all of the types speak by nature; the standard one where they don't agree. */
function usualDialect(events: readonly string[]): DialectName {
  const [native, ...others] = new Set(typesOf(events).map((type) => eventDefinition(type).dialect));
  return native !== undefined && others.length === 0 && isDialectName(native) ? native : "standard";
}

/**
 * The mode that settings ask for, by its name or by flags; undefined where they ask for none.
 *
 * @param events those of the webhook after the change: flags mean another mode before an event than after it.
 */
export function modeOf(
  { mode, flags }: Pick<ChangeWebhook, "mode" | "flags">,
  events: readonly string[],
): WebhookMode | undefined {
  if (flags === undefined) return mode;
  const read = modeFromFlags(flags, momentOf(events));
  return read.ok ? read.mode : undefined;
}

function retrySettingOf(input: RetryInput): RetrySetting {
  if (typeof input === "string") return { preset: input };
  return { delaysMs: input.delaysSeconds.map((seconds) => Math.round(seconds * 1000)) };
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
