import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { sampleSecret, sendSample } from "@countersign/receiver/testing";
import { publint } from "publint";
import { build } from "vite";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { databaseForTest } from "./support/database.ts";
import { freePort } from "./support/free-port.ts";
import { installPacked, mustRun, nodesOfMachine } from "./support/packed-package.ts";
import { until } from "./support/service.ts";

/**
 * The published package: packed, installed into an empty project, and used there as its README
 * shows.
 */

const root = path.resolve(import.meta.dirname, "..");
const built = path.join(root, "packages/receiver/dist/package");
const directory = mkdtempSync(path.join(tmpdir(), "countersign-package-"));
const project = path.join(directory, "project");
let tarball = "";

beforeAll(() => {
  tarball = installPacked("receiver", { directory, project });
  // The other packages that the snippets use, from this repository.
  for (const name of ["express", "fastify", "pg", "postgres", "@types"])
    symlinkSync(path.join(root, "node_modules", name), path.join(project, "node_modules", name));
  for (const [index, text] of snippets().entries())
    writeFileSync(path.join(project, `snippet-${index}.ts`), text);
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The README's blocks of TypeScript: each is a whole module. */
function snippets(): string[] {
  const text = readFileSync(path.join(root, "packages/receiver/README.md"), "utf8");
  return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, snippet = ""]) => snippet);
}

test("has no dependencies, and contains its entries and license, and none of its tests", () => {
  const manifest = JSON.parse(readFileSync(path.join(built, "package.json"), "utf8"));
  expect(manifest).not.toHaveProperty("dependencies");
  expect(manifest).not.toHaveProperty("private");
  const files = mustRun("tar", ["-tf", tarball], directory);
  for (const file of ["index.js", "index.d.ts", "README.md", "LICENSE", "samples/LICENSE-zod"])
    expect(files).toContain(`package/${file}\n`);
  expect(files).not.toMatch(/\.test\.|\/generate\/|\/publish\//);
  for (const { default: file } of Object.values<{ default: string }>(manifest.exports))
    expect(readFileSync(path.join(built, file), "utf8")).not.toMatch(/from ["'](?!\.|node:)/);
});

test("publint finds nothing", async () => {
  const { messages } = await publint({ pkgDir: built, strict: true, pack: false });
  expect(messages).toEqual([]);
});

test("its types resolve as its code does", async () => {
  const result = await checkPackage(createPackageFromTarballData(readFileSync(tarball)));
  if (!result.types) throw new Error("there are no types");
  // It is an ES module: the resolution from before 2022 (node10) and `require` in older Nodes are
  // not supported.
  const unserved = ["NoResolution", "CJSResolvesToESM"];
  expect(result.problems.filter(({ kind }) => !unserved.includes(kind))).toEqual([]);
  expect(
    result.problems.filter((each) => "resolutionKind" in each && each.resolutionKind === "bundler"),
  ).toEqual([]);
});

test("its main entry doesn't need Node, and bundlers drop what is unused", async () => {
  const entry = path.join(project, "worker.js");
  writeFileSync(
    entry,
    `import { createReceiver } from "@countersign/receiver";
     export default { fetch: createReceiver({ secrets: ["${sampleSecret}"] }).fetch };`,
  );
  const output = await build({
    root: project,
    configFile: false,
    logLevel: "silent",
    build: { write: false, lib: { entry, formats: ["es"] }, minify: "oxc" },
  });
  const [
    {
      output: [chunk],
    },
  ] = (Array.isArray(output) ? output : [output]) as unknown as [{ output: [{ code: string }] }];
  expect(chunk.code).not.toMatch(/node:|intercept|before_order_add.*merge/);
  expect(chunk.code.length).toBeLessThan(20_000);
});

test.each([
  ["node16", "node16"],
  ["esnext", "bundler"],
])(
  "the README's snippets pass the compiler's strict checks with module %s, resolution %s",
  (module, resolution) => {
    const options = {
      module,
      moduleResolution: resolution,
      target: "es2022",
      lib: ["es2022", "dom"],
      types: ["node"],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      // Once: the declarations are the same files in both.
      skipLibCheck: module !== "node16",
      outDir: `out-${module}`,
      rootDir: ".",
    };
    const config = `tsconfig.${module}.json`;
    writeFileSync(
      path.join(project, config),
      JSON.stringify({ compilerOptions: options, include: ["snippet-*.ts"] }),
    );
    mustRun("tsc", ["-p", config], project);
  },
);

test.each(nodesOfMachine())("on Node %s, the README's snippets run", async (_version, node) => {
  const ports = await Promise.all(snippets().map(freePort));
  const environment = {
    PORTS: ports.join(","),
    WEBHOOK_SECRET: sampleSecret,
    DATABASE_URL: await databaseForTest(),
    // There is no listener: the snippet that asks refuses by its local policy.
    COUNTERSIGN_URL: "http://127.0.0.1:1",
  };
  // One after another in one process, each with its own port.
  writeFileSync(
    path.join(project, "out-node16/all.js"),
    `for (const [index, port] of process.env.PORTS.split(",").entries()) {
       process.env.PORT = port;
       await import("./snippet-" + index + ".js");
     }
     console.log("all run");`,
  );
  const child = spawn(node, ["out-node16/all.js"], {
    cwd: project,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (piece: string) => {
      printed += piece;
    });
  onTestFinished(() => void child.kill("SIGKILL"));
  await until("all snippets run", () => {
    if (child.exitCode !== null) throw new Error(`they ended: ${printed}`);
    return printed.includes("all run\n");
  });

  for (const [index, text] of snippets().entries()) {
    const url = `http://127.0.0.1:${ports[index]}/webhooks`;
    const listens = text.includes("listen(");
    if (text.includes("createReceiver") && listens) {
      const type = text.includes("document.update") ? "document.update" : "kyc.completed";
      const response = await sendSample(url, type);
      expect([response.status, await response.text()]).toEqual([200, '{"received":true}']);
    } else if (text.includes("createHookResponder")) {
      const response = await sendSample(url, "before_order_add");
      expect(await response.json()).toEqual({ allow: true, data: { order: { comment: "checked" } } });
    } else if (text.includes("createInterceptor")) {
      const init = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
      expect((await fetch(url.replace("webhooks", "orders"), init)).status).toBe(503);
    } else expect(listens).toBe(false);
  }
  await until("the first one prints what it received", () =>
    printed.endsWith("kyc_abc123def456: Петров is verified\n"),
  );
});
