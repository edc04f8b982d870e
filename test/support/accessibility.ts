import axe from "axe-core";
import type { Page } from "playwright-core";

/**
 * What axe finds wrong with the page as it is now, as `rule: where`: by all rules, or by those of
 * some tags alone.
 */
export async function findings(page: Page, tags: string[] = []): Promise<string[]> {
  // It stays until another document is loaded: half a megabyte is too much to read for every check.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (tags) => {
    const options = { resultTypes: ["violations"], ...(tags.length > 0 && { runOnly: tags }) };
    // biome-ignore lint/suspicious/noExplicitAny: axe only exists in the page
    const { violations } = await (globalThis as any).axe.run(options);
    return violations.flatMap(({ id, nodes }: { id: string; nodes: { html: string }[] }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
    );
  }, tags);
}
