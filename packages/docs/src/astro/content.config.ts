import { defineCollection } from "astro:content";
import { readFile } from "node:fs/promises";
import { docsSchema } from "@astrojs/starlight/schema";
import type { Page } from "../pages/page.ts";

/** The pages that `build/main.ts` wrote, rendered by Astro. */
export const collections = {
  docs: defineCollection({
    schema: docsSchema(),
    loader: {
      name: "pages",
      async load({ config, parseData, renderMarkdown, store }) {
        const pages: Page[] = JSON.parse(await readFile(new URL("dist/pages.json", config.root), "utf8"));
        store.clear();
        for (const { id, title, description, markdown } of pages) {
          const data = await parseData({ id, data: { title, description, editUrl: false } });
          const { html, metadata } = await renderMarkdown(markdown);
          // A wide table scrolls: the keyboard must reach it.
          const reachable = withoutPlainTokens(html).replaceAll("<table>", '<table tabindex="0">');
          const weighted = `<div data-pagefind-weight="${weightOf(id)}">${reachable}</div>`;
          store.set({ id, data, body: markdown, rendered: { html: weighted, metadata } });
        }
      },
    },
  }),
};

/** Punctuation has the colour of the code around it, and is every second token. */
function withoutPlainTokens(html: string): string {
  return html.replaceAll(/<span class="token (?:punctuation|operator)">([^<]*)<\/span>/g, "$1");
}

/** The pages of operations and events are ten times as many as guides, and alike: a guide is found first. */
function weightOf(id: string): number {
  return /^(?:ru\/)?(?:api|events|decisions)(?:\/|$)/.test(id) ? 1 : 4;
}
