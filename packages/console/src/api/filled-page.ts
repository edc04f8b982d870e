import type { Page } from "@countersign/wire";

/** As many rows as the service looks through for a million: 20,000 at a time. */
const maxPages = 50;

/**
 * The first page that has something. The service looks for what is rare in so many rows at a time, and may return an
 * empty page that leads on.
 */
export async function filledPage<Row>(
  read: (cursor: string | undefined) => Promise<Page<Row>>,
  cursor: string | undefined,
): Promise<Page<Row>> {
  let page = await read(cursor);
  for (let count = 1; count < maxPages && page.data.length === 0 && page.nextCursor !== null; count++)
    page = await read(page.nextCursor);
  return page;
}
