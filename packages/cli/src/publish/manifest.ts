type Manifest = Readonly<Record<string, unknown>>;

/**
 * The manifest of the published package, from the one in the repository: there its name would be
 * that of the repository itself. Its libraries are bundled.
 */
export function publishedManifest(manifest: Manifest): Record<string, unknown> {
  const { private: _, scripts: __, dependencies: ___, exports: ____, ...published } = manifest;
  return {
    ...published,
    name: "countersign",
    bin: { countersign: "./bin/countersign.js" },
    files: ["bin", "NOTICE"],
    engines: { node: ">=20.19" },
  };
}
