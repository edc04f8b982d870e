import * as z from "zod";
import { timeInputSchema } from "./fields.ts";

/** `?limit=&cursor=` of every list. */
export const pageQueryShape = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .describe("The maximum number of items of a page"),
  cursor: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .describe("The `nextCursor` of the page before; absent: the first page"),
};
export const pageQuerySchema = z.strictObject(pageQueryShape);
export type PageQuery = z.output<typeof pageQuerySchema>;

/**
 * `?createdAtFrom=&createdAtTo=` of every list that can be narrowed by time: half open, `[from,
 * to)`.
 */
export const createdAtRangeShape = {
  createdAtFrom: timeInputSchema.optional().describe("Only what was created at this time or later"),
  createdAtTo: timeInputSchema.optional().describe("Only what was created before this time"),
};
/** The range that such a query asks for. */
export interface CreatedAtRange {
  createdAtFrom?: string | undefined;
  createdAtTo?: string | undefined;
}

/**
 * A filter of a query that can be repeated, `?status=exhausted&status=retrying`: any of the values.
 */
export function repeatable<Item extends z.ZodType>(item: Item) {
  return z
    .preprocess((given) => (typeof given === "string" ? [given] : given), z.array(item).min(1).max(50))
    .optional();
}

/** A page of a list. `nextCursor` is null on the last one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    data: z.array(item).describe("The items of this page."),
    nextCursor: z.string().nullable().describe("For `cursor` of the next page; null on the last one."),
  });
}

/** A page of a list, as a type. */
export interface Page<Item> {
  data: Item[];
  nextCursor: string | null;
}
