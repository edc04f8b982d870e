type Manifest = Readonly<Record<string, unknown>> & { exports: Readonly<Record<string, string>> };

/**
 * The manifest of the published package, from the one in the repository: its entries are compiled
 * files, and nothing is installed with it. Drivers and frameworks are the application's own. Entries
 * under `./internal/` are for other packages of the repository.
 */
export function publishedManifest(manifest: Manifest): Record<string, unknown> {
  const { private: _, scripts: __, dependencies: ___, devDependencies: ____, ...published } = manifest;
  const optional = Object.keys((manifest.peerDependencies ?? {}) as object).map((name) => [
    name,
    { optional: true },
  ]);
  const entries = Object.entries(manifest.exports).filter(([entry]) => !entry.startsWith("./internal/"));
  return {
    ...published,
    engines: { node: ">=20.19" },
    sideEffects: false,
    exports: Object.fromEntries(
      entries.map(([entry, source]) => {
        const compiled = source.replace("./src/", "./").replace(/\.ts$/, "");
        return [entry, { types: `${compiled}.d.ts`, default: `${compiled}.js` }];
      }),
    ),
    peerDependenciesMeta: Object.fromEntries(optional),
  };
}
