import { expect, test } from "vitest";
import { pageLinks } from "./links.ts";

const pages: Readonly<Record<string, string>> = {
  "docs/guides/webhooks.md": "/docs/guides/webhooks",
  "CHANGELOG.md": "/docs/changelog",
};
const rewrite = pageLinks("docs/guides/hooks.md", (target) => pages[target] ?? null);

test("relative links to pages become their addresses, with the anchor", () => {
  expect(rewrite("[a](webhooks.md) [b](webhooks.md#retries) [c](../../CHANGELOG.md)")).toBe(
    "[a](/docs/guides/webhooks) [b](/docs/guides/webhooks#retries) [c](/docs/changelog)",
  );
});

test("of a link to a file that is no page the text remains", () => {
  expect(rewrite("see [the `main.ts` [entry]](../../packages/server/src/main.ts).")).toBe(
    "see the `main.ts` [entry].",
  );
});

test("other links stay: to hosts, anchors, absolute paths, and pictures", () => {
  const text =
    "[a](https://example.com/webhooks.md) [b](#retries) [c](/docs/api) ![d](webhooks.md) [e](mailto:a@b.example)";
  expect(rewrite(text)).toBe(text);
});

test("links in fenced code stay as they are", () => {
  const block = "```md\n[a](webhooks.md)\n```";
  expect(rewrite(`[a](webhooks.md)\n\n${block}\n\n[a](webhooks.md)`)).toBe(
    `[a](/docs/guides/webhooks)\n\n${block}\n\n[a](/docs/guides/webhooks)`,
  );
});
