import path from "node:path";
import starlight from "@astrojs/starlight";
import { build } from "astro";
import type { OpenApi } from "../reference/openapi.ts";
import { sidebar } from "./sidebar.ts";

/**
 * Makes the pages of `dist/pages.json` into HTML in a directory. Nothing is loaded from elsewhere, neither now nor by
 * readers: fonts are the system's, and search runs in the browser.
 */
export async function buildSite(
  packageDir: string,
  outDir: string,
  { document, guides }: { document: OpenApi; guides: readonly string[] },
): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Astro takes the wish not to report its use from the environment alone
  process.env.ASTRO_TELEMETRY_DISABLED = "1";
  await build({
    root: packageDir,
    srcDir: "./src/astro",
    outDir,
    configFile: false,
    logLevel: "error",
    base: "/docs",
    trailingSlash: "never",
    // Pictures are sent as they are: nothing needs an image library.
    image: { service: { entrypoint: "astro/assets/services/noop" } },
    cacheDir: path.join(packageDir, "dist/cache"),
    prefetch: false,
    markdown: { syntaxHighlight: "prism" },
    integrations: [
      starlight({
        title: "Countersign",
        locales: { root: { label: "English", lang: "en" }, ru: { label: "Русский", lang: "ru" } },
        sidebar: sidebar(document, guides),
        customCss: ["./src/astro/theme.css", "./src/astro/code.css"],
        // Guides are long: by default search prefers short pages, which are those of the reference.
        pagefind: { ranking: { pageLength: 0.1, termFrequency: 0.6 } },
        routeMiddleware: "./src/astro/route-data.ts",
        // Prism takes 1 s of the processor for all blocks, Expressive Code with Shiki took 5 s and made pages 10 % larger.
        expressiveCode: false,
        head: [{ tag: "script", attrs: { src: "/docs/copy.js", defer: true } }],
        tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 2 },
      }),
    ],
  });
}
