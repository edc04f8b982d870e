import { arrayTypes } from "./array-types.ts";

/** How values pass between JavaScript and Postgres, where it isn't the driver's own way. */
export const types = {
  ...arrayTypes,
  /** A day stays the text "YYYY-MM-DD": a Date would shift it by the time zone. */
  day: { to: 1082, from: [1082], serialize: (day: string) => day, parse: (text: string) => text },
  /** A number where it is exact, else a bigint. */
  bigint: {
    to: 20,
    from: [20],
    serialize: (value: number | bigint) => value.toString(),
    parse: (text: string): number | bigint => {
      const value = Number(text);
      return Number.isSafeInteger(value) ? value : BigInt(text);
    },
  },
};
