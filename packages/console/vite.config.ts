import { defineConfig } from "vite";
import { precompress } from "../../scripts/precompress.ts";

// biome-ignore lint/style/noDefaultExport: vite reads its configuration from the default export
export default defineConfig({
  // Every address under /console is this one document; its files are under /console/assets/.
  base: "/console/",
  plugins: [precompress()],
  css: { modules: { localsConvention: "camelCaseOnly" } },
  build: {
    outDir: "dist/page",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: "manifest.json",
    rolldownOptions: {
      // Libraries mark what needs a browser, for servers that render React: here everything does.
      onLog: (level, log, print) => {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") print(level, log);
      },
    },
  },
});
