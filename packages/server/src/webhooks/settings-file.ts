import { type FieldProblem, parseInput, type SettingsEntry, settingsFileSchema } from "@countersign/wire";
import { stringify } from "yaml";
import type { Credentials } from "./credentials.ts";
import { hookSettingsOf } from "./hook-settings.ts";
import type { Webhook } from "./webhook.ts";

/** One webhook in a settings file: all settings, and which credentials there are. */
export function entryOf(webhook: Webhook, credentials: Credentials): SettingsEntry {
  const { id, name, url, eventTypes: events, dialect, mode, position: order, timeoutMs, active } = webhook;
  const { retry, rateLimit, fifo, contentType, validFrom, validTo } = webhook;
  const { body, condition, failurePolicy, fallback, require } = hookSettingsOf(webhook);
  return {
    id,
    name,
    ...(url !== "" && { url }),
    events,
    mode,
    order,
    timeoutMs,
    validFrom: validFrom?.toISOString() ?? null,
    validTo: validTo?.toISOString() ?? null,
    active,
    dialect,
    body,
    condition,
    failurePolicy,
    fallback,
    require,
    retry: "preset" in retry ? retry.preset : { delaysSeconds: retry.delaysMs.map((ms) => ms / 1000) },
    rateLimitPerSecond: rateLimit,
    fifo,
    contentType,
    secrets: secretNames(credentials),
  };
}

/**
 * Which credentials are set: named, so that somebody who imports the file elsewhere knows what to
 * set there.
 */
function secretNames({ headers, basicAuth, bearer, clientCertificate }: Credentials): string[] {
  return [
    ...(basicAuth === null ? [] : ["basicAuth"]),
    ...(bearer === null ? [] : ["bearer"]),
    ...(clientCertificate === null ? [] : ["clientCertificate"]),
    ...headers.map(({ name }) => `headers.${name}`),
  ];
}

/** The file: one YAML document with all entries, without secrets. */
export function writeSettingsFile(entries: readonly SettingsEntry[]): string {
  const heading =
    "# Webhook settings of Countersign. Secrets are left out: `secrets` names those that are set.\n";
  return (
    heading + stringify({ version: 2, webhooks: entries }, { lineWidth: 100, aliasDuplicateObjects: false })
  );
}

/** Reads a file; problems name fields such as `webhooks.0.url`. */
export function entriesOf(
  content: unknown,
): { ok: true; entries: SettingsEntry[] } | { ok: false; problems: FieldProblem[] } {
  const parsed = parseInput(settingsFileSchema, content);
  if (parsed.ok) return { ok: true, entries: parsed.value.webhooks };
  const problems = parsed.problems.map(({ field, problem }) => ({
    field: field === "" ? "yaml" : field,
    problem,
  }));
  return { ok: false, problems };
}
