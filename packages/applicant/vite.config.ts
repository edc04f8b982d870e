import { preact } from "@preact/preset-vite";
import { defineConfig } from "vite";
import { precompress } from "../../scripts/precompress.ts";

// biome-ignore lint/style/noDefaultExport: vite reads its configuration from the default export
export default defineConfig({
  // The server answers at /s/{attemptId}; the page's own files stand beside, under /s/assets/.
  base: "/s/",
  plugins: [preact({ devToolsEnabled: false }), precompress()],
  build: {
    outDir: "dist/page",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What `first-load.test.ts` weighs.
    manifest: "manifest.json",
  },
});
