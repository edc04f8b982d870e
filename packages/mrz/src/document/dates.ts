import { filler } from "./alphabet.ts";

/** A date as printed. Parts that the document leaves blank are null, and then `iso` is, too. */
export interface ZoneDate {
  /** The six characters, YYMMDD. */
  text: string;
  year: number | null;
  month: number | null;
  day: number | null;
  /** YYYY-MM-DD if the date is complete and exists, otherwise null. */
  iso: string | null;
  /** False if it can't be a date: month 13, 31 February, a digit next to a filler. */
  possible: boolean;
}

export interface Today {
  year: number;
  month: number;
  day: number;
}

/** The day in UTC at an instant in milliseconds since 1970. */
export function todayAt(instant: number): Today {
  const date = new Date(Number.isFinite(instant) ? instant : 0);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/**
 * A date of birth. The zone has two digits of the year; the century is the latest in which the date
 * is not after today. People aged 100 or more are therefore read as children: compare with the
 * printed page.
 */
export function birthDate(text: string, today: Today): ZoneDate {
  return zoneDate(text, (yy, month, day) => {
    const year = Math.floor(today.year / 100) * 100 + yy;
    const later = year - today.year || (month ?? 0) - today.month || (day ?? 0) - today.day;
    return later > 0 ? year - 100 : year;
  });
}

/**
 * A date of expiry. The century is the one that brings the year closest: from 49 years ago to 50
 * ahead.
 */
export function expiryDate(text: string, today: Today): ZoneDate {
  return zoneDate(text, (yy) => {
    const first = today.year - 49;
    return first + ((((yy - first) % 100) + 100) % 100);
  });
}

type Century = (yy: number, month: number | null, day: number | null) => number;

function zoneDate(text: string, century: Century): ZoneDate {
  const [yy, month, day] = [part(text, 0), part(text, 2), part(text, 4)];
  const impossible = { text, year: null, month: null, day: null, iso: null, possible: false };
  if (text.length !== 6 || yy === undefined || month === undefined || day === undefined) return impossible;
  const year = yy === null ? null : century(yy, month, day);
  if (!inCalendar(year, month, day)) return impossible;
  const whole = year !== null && month !== null && day !== null;
  const iso = whole ? `${year}-${two(month)}-${two(day)}` : null;
  return { text, year, month, day, iso, possible: true };
}

/** Two digits, null for two fillers, undefined for anything else. */
function part(text: string, from: number): number | null | undefined {
  const two = text.slice(from, from + 2);
  if (two === filler + filler) return null;
  return /^[0-9]{2}$/.test(two) ? Number(two) : undefined;
}

function inCalendar(year: number | null, month: number | null, day: number | null): boolean {
  if (month !== null && (month < 1 || month > 12)) return false;
  if (day === null) return true;
  // Unknown parts count as a leap year and a month of 31 days.
  const days = new Date(Date.UTC(year ?? 2000, month ?? 1, 0)).getUTCDate();
  return day >= 1 && day <= (month === null ? 31 : days);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
