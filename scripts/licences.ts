/** The part of a CycloneDX document that names licences. */
export interface Sbom {
  components: Array<{
    name: string;
    version: string;
    licenses?: Array<{ license?: { id?: string; name?: string }; expression?: string }>;
  }>;
}

/** SPDX ids under which a package may be distributed with a project under Apache-2.0. */
const accepted = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "PostgreSQL",
  "Python-2.0",
  "Unlicense",
  "Zlib",
]);

/** One line for each package whose licence is missing or not accepted. */
export function licenceProblems(sbom: Sbom): string[] {
  return sbom.components.flatMap((component) => {
    const licence = licenceOf(component);
    return isAccepted(licence) ? [] : [`${component.name} ${component.version}: ${licence || "no licence"}`];
  });
}

/** A Markdown table of all packages, by licence and name. */
export function licenceTable(sbom: Sbom): string {
  const rows = sbom.components
    .map((component) => [licenceOf(component), component.name, component.version])
    .sort((a, b) => a.join().localeCompare(b.join()))
    .map(([licence, name, version]) => `| ${name} | ${version} | ${licence} |\n`);
  return `| package | version | licence |\n|---|---|---|\n${rows.join("")}`;
}

/** An SPDX expression; empty if there is none. */
function licenceOf({ licenses = [] }: Sbom["components"][number]): string {
  return licenses
    .map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? "")
    .join(" AND ");
}

/**
 * Every part of an AND, and one part of an OR, must be accepted; nesting beyond that is left to a
 * person.
 */
function isAccepted(expression: string): boolean {
  const plain = expression.replace(/^\((.*)\)$/, "$1");
  if (/[()]/.test(plain)) return false;
  return plain
    .split(" AND ")
    .every((part) => part.split(" OR ").some((licence) => accepted.has(licence.trim())));
}
