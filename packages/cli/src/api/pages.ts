interface Page<Row> {
  data: readonly Row[];
  nextCursor: string | null;
}

/** The first rows of a list, over as many pages as it takes. */
export async function collect<Row>(
  limit: number,
  read: (page: { limit: number; cursor?: string }) => Promise<Page<Row>>,
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  while (rows.length < limit) {
    const page = await read({ limit: Math.min(200, limit - rows.length), ...(cursor && { cursor }) });
    rows.push(...page.data);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  return rows;
}
