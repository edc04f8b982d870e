import type { Language } from "./dictionary.ts";

const locales: Readonly<Record<Language, string>> = { ru: "ru-RU", en: "en-GB" };
/** British English writes "14 mins". */
const unitLocales: Readonly<Record<Language, string>> = { ru: "ru-RU", en: "en-US" };
const hourMs = 3_600_000;

/** Date and time in the viewer's zone, 24 hours. */
export function fullTime(iso: string, language: Language): string {
  const format = { dateStyle: "medium", timeStyle: "medium" } as const;
  return new Intl.DateTimeFormat(locales[language], format).format(new Date(iso));
}

/** The clock alone within a day, with the date before. */
export function shortTime(iso: string, language: Language, now: number): string {
  const time = new Date(iso);
  const sameDay = Math.abs(now - time.getTime()) < 24 * hourMs;
  const clock = { hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
  const date = { day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(locales[language], sameDay ? clock : date).format(time);
}

/** `4:12` of what is still to come; hours where there are some. Never negative. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** A length of time as people say it: `14 min`, `3 h`, `4 days`. */
export function duration(ms: number, language: Language): string {
  const steps = [
    ["day", 24 * hourMs],
    ["hour", hourMs],
    ["minute", 60_000],
    ["second", 1000],
  ] as const;
  const [unit, size] = steps.find(([, least]) => ms >= least) ?? ["second", 1000];
  const format = { style: "unit", unit, unitDisplay: "short" } as const;
  return new Intl.NumberFormat(unitLocales[language], format).format(Math.round(ms / size));
}

/** Milliseconds of a call: `34 ms`, `812 ms`, `15.0 s`. */
export function milliseconds(ms: number, language: Language): string {
  const isShort = ms < 1000;
  const digits = isShort ? (ms < 10 ? 1 : 0) : 1;
  const format = { style: "unit", unit: isShort ? "millisecond" : "second", unitDisplay: "short" } as const;
  const number = new Intl.NumberFormat(unitLocales[language], {
    ...format,
    maximumFractionDigits: digits,
    minimumFractionDigits: isShort ? 0 : 1,
  });
  return number.format(isShort ? ms : ms / 1000);
}

/** A whole number with its groups. */
export function count(value: number, language: Language): string {
  return new Intl.NumberFormat(locales[language]).format(value);
}

/** A figure that may have a fraction: at most one digit of it, more only where it is below one. */
export function amount(value: number, language: Language): string {
  const maximumFractionDigits = value < 1 ? 2 : 1;
  return new Intl.NumberFormat(locales[language], { maximumFractionDigits }).format(value);
}

/** A share of one as `98.7 %` in the language's manner. Rounded down: only all is 100 %. */
export function share(part: number, language: Language): string {
  const format = { style: "percent", maximumFractionDigits: 1, roundingMode: "floor" } as const;
  return new Intl.NumberFormat(locales[language], format).format(part);
}

/** A size in bytes with the largest unit that fits, as `12.4 MB`. */
export function bytes(value: number, language: Language): string {
  const steps = [
    ["gigabyte", 1e9],
    ["megabyte", 1e6],
    ["kilobyte", 1e3],
  ] as const;
  const [unit, size] = steps.find(([, least]) => value >= least) ?? (["byte", 1] as const);
  const format = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(unitLocales[language], format).format(value / size);
}

/** A mark of a chart's axis of time: the clock, or the date where marks are days apart. */
export function axisTime(ms: number, language: Language, isDate: boolean): string {
  const date = { day: "2-digit", month: "2-digit" } as const;
  const clock = { hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(locales[language], isDate ? date : clock).format(ms);
}
