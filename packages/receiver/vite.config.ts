import { defineConfig } from "vite";

/**
 * Bundles `@countersign/receiver/testing`: the service's own encoders and catalog, which sign the sample messages, and
 * the one library that these need. It is for tests, so that its size is no matter; the other entries need none of it.
 */
// biome-ignore lint/style/noDefaultExport: vite reads its configuration from the default export
export default defineConfig({
  logLevel: "warn",
  build: {
    outDir: "dist/package/samples",
    emptyOutDir: false,
    target: "es2022",
    minify: false,
    lib: { entry: "src/samples/index.ts", formats: ["es"], fileName: "index" },
    rolldownOptions: { external: [/^node:/] },
  },
});
