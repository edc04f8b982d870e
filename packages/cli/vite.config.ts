import { defineConfig } from "vite";

/** Bundles the command with its two libraries into one file: nothing is installed with it, and it starts fast. */
// biome-ignore lint/style/noDefaultExport: vite reads its configuration from the default export
export default defineConfig({
  logLevel: "warn",
  build: {
    outDir: "dist/package/bin",
    target: "node20",
    minify: false,
    lib: { entry: "src/main.ts", formats: ["es"], fileName: "countersign" },
    rolldownOptions: { external: [/^node:/] },
  },
});
