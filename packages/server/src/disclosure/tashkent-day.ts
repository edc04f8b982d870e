const offsetMs = 5 * 60 * 60 * 1000;

/**
 * The calendar day in Tashkent (`YYYY-MM-DD`) at an instant: passports expire by it. Uzbekistan has used UTC+5
 * without daylight saving time since 1992.
 */
export function dayInTashkent(at: number): string {
  return new Date(at + offsetMs).toISOString().slice(0, 10);
}
