import { keysOf, type SettingsEntry } from "@countersign/wire";

/** One setting that differs. */
export interface SettingChange {
  field: string;
  before: unknown;
  after: unknown;
}

/** What differs between two states of a webhook's settings, named as in requests. */
export function differencesOf(before: SettingsEntry, after: SettingsEntry): SettingChange[] {
  const names = [...new Set([...keysOf(before), ...keysOf(after)])];
  return names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}
