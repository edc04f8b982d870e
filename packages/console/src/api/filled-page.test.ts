import { expect, test } from "vitest";
import { filledPage } from "./filled-page.ts";

test("empty pages that lead on are passed over, and the last page is shown empty", async () => {
  const asked: (string | undefined)[] = [];
  const read =
    (pages: Record<string, { data: number[]; nextCursor: string | null }>) => (cursor?: string) => {
      asked.push(cursor);
      return Promise.resolve(pages[cursor ?? ""] ?? { data: [], nextCursor: null });
    };
  const found = { data: [7], nextCursor: "c" };
  expect(
    await filledPage(
      read({ "": { data: [], nextCursor: "a" }, a: { data: [], nextCursor: "b" }, b: found }),
      undefined,
    ),
  ).toBe(found);
  expect(asked).toEqual([undefined, "a", "b"]);
  expect(await filledPage(read({}), "z")).toEqual({ data: [], nextCursor: null });
  const endless = await filledPage(() => Promise.resolve({ data: [], nextCursor: "on" }), undefined);
  expect(endless.nextCursor).toBe("on");
});
