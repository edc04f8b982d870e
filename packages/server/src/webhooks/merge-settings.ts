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

/** The least that a change has for a webhook that doesn't exist yet. */
export type NewSettings = ChangeWebhook & Pick<Settings, "name" | "events">;

/** A new webhook's settings, with defaults for what the request leaves out. */
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
 * The settings after a change: what is absent stays, null clears. Basic authentication and a bearer
 * token are one header, so that setting one removes the other. `settingsProblems` checks the
 * result.
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
  // A change of the kind of call changes a default timeout, too.
  const usual =
    before.timeoutMs === usualTimeoutMs(before) && awaitsAnswer(before.mode) !== awaitsAnswer(merged.mode);
  if (timeoutMs !== undefined || usual) merged.timeoutMs = timeoutMs ?? usualTimeoutMs(merged);
  if (dialect !== undefined) merged.dialect = dialect ?? usualDialect(merged.events);
  if (change.basicAuth && change.bearer === undefined) merged.bearer = null;
  if (change.bearer && change.basicAuth === undefined) merged.basicAuth = null;
  return merged;
}

/** The native format of all of the types; the standard one if they differ. */
function usualDialect(events: readonly string[]): DialectName {
  const [native, ...others] = new Set(typesOf(events).map((type) => eventDefinition(type).dialect));
  return native !== undefined && others.length === 0 && isDialectName(native) ? native : "standard";
}

/**
 * The mode in the settings, by its name or by flags; undefined if there is none.
 *
 * @param events the webhook's, after the change: flags mean a different mode before an event than
 * after it.
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
