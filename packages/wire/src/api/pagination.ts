import * as z from "zod";

/** `?limit=&cursor=` of every list; the limit is 1 to 200, 50 when absent. */
export const pageQueryShape = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(500).optional(),
};
export const pageQuerySchema = z.strictObject(pageQueryShape);
export type PageQuery = z.output<typeof pageQuerySchema>;

/** A page of a list. `nextCursor` is null on the last one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ data: z.array(item), nextCursor: z.string().nullable() });
}

/** A page of a list, as a type. */
export interface Page<Item> {
  data: Item[];
  nextCursor: string | null;
}
