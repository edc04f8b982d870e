import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/** Everything that the documents refer to exists. */

const root = path.resolve(import.meta.dirname, "..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const packageJson = JSON.parse(read("package.json"));
const documents = globSync("**/*.md", {
  cwd: root,
  exclude: (name) => ["node_modules", "dist", "data"].includes(path.basename(name)),
});

test("there are documents", () => {
  expect(documents).toEqual(expect.arrayContaining(["README.md", "CONTRIBUTING.md", "docs/guides/hooks.md"]));
});

test.each(documents)("every link of %s leads to a file and a heading", (document) => {
  const broken = targetsIn(withoutCode(read(document))).filter((target) => {
    const [file = "", anchor] = target.split("#");
    const found = path.resolve(root, path.dirname(document), file === "" ? path.basename(document) : file);
    return !existsSync(found) || (anchor !== undefined && !anchorsOf(found).includes(anchor));
  });
  expect(broken).toEqual([]);
});

test("the paths and commands that CONTRIBUTING.md names exist", () => {
  const code = [...read("CONTRIBUTING.md").matchAll(/`([^`\n]+)`/g)].map(([, text = ""]) => text);
  const paths = code.filter((text) => /^(packages|scripts|test|docs|examples)\/[\w./-]+$/.test(text));
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter((text) => !text.includes("00NN") && !existsSync(path.join(root, text)))).toEqual([]);
  const scripts = code.flatMap((text) => /^npm run ([\w:-]+)/.exec(text)?.[1] ?? []);
  expect(scripts.filter((name) => !Object.hasOwn(packageJson.scripts, name))).toEqual([]);
});

test("the index of decisions lists every decision by its title, in order", () => {
  const decisions = readdirSync(path.join(root, "docs/decisions")).filter((name) => /^\d{4}-/.test(name));
  const expected = decisions.toSorted().map((name) => {
    const title = /^# (\d{4}): (.+)$/m.exec(read(`docs/decisions/${name}`)) ?? [];
    return `- [${title[1]}](${name}): ${title[2]}`;
  });
  const listed = read("docs/decisions/README.md").split("\n");
  expect(listed.filter((line) => line.startsWith("- ["))).toEqual(expected);
  for (const name of decisions) expect(read(`docs/decisions/${name}`)).toMatch(`# ${name.slice(0, 4)}: `);
});

test("every package has a README", () => {
  const packages = readdirSync(path.join(root, "packages"));
  expect(packages.filter((name) => !existsSync(path.join(root, "packages", name, "README.md")))).toEqual([]);
});

test(".nvmrc names the version of Node that npm installs", () => {
  expect(read(".nvmrc").trim()).toBe(packageJson.dependencies.node);
});

test.each(["docs/guides", "docs/ru/guides"])("every setting of the README is explained in %s", (folder) => {
  const rows = read("README.md").match(/^\| `[A-Z].*$/gm) ?? [];
  const names = rows.flatMap((row) =>
    [...(row.split("|")[1] ?? "").matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name),
  );
  expect(names.length).toBeGreaterThan(30);
  const explained = read(`${folder}/operations.md`) + read(`${folder}/monitoring.md`);
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(explained))).toEqual([]);
});

/**
 * Of inline links and pictures, of reference definitions and of HTML, except those to other hosts
 * and to generated pages of the site.
 */
function targetsIn(markdown: string): string[] {
  const links = /\]\(([^)\s]+)[^)]*\)|^\[[^\]]+\]: (\S+)|\b(?:href|src)="([^"]+)"/gm;
  return [...markdown.matchAll(links)]
    .map(([, inline, reference, html]) => inline ?? reference ?? html ?? "")
    .filter((target) => !/^(?:https?:|mailto:|\/docs\/)/.test(target));
}

/** As GitHub derives them from headings. */
function anchorsOf(file: string): string[] {
  return [...withoutCode(readFileSync(file, "utf8")).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```/gm, "");
}
