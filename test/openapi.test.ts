import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { clientText, usedOperations } from "@countersign/cli/generate";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { serviceForFile, type TestService } from "./support/service.ts";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "..");
const bin = (name: string) => path.join(root, "node_modules/.bin", name);
const redocly = path.join(root, "node_modules/@redocly/cli/bin/cli.js");
const surfaces = ["manage", "able-id", "love-and-pay", "treezor", "rarus", "applicant", "service"];

const start = serviceForFile("openapi");
let service: TestService;
beforeAll(async () => {
  service = await start();
});

/**
 * A directory below the repository, so that what is generated finds the packages that it imports.
 */
function directoryForTest(): string {
  const parent = path.join(root, ".test-logs");
  mkdirSync(parent, { recursive: true });
  const directory = mkdtempSync(path.join(parent, "openapi-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

async function saved(directory: string, name: string): Promise<string> {
  const file = path.join(directory, name);
  writeFileSync(file, await (await fetch(`${service.url()}/${name}`)).text());
  return file;
}

test("Redocly finds no error in the document, nor in that of any surface", async () => {
  const directory = directoryForTest();
  mkdirSync(path.join(directory, "openapi"));
  const files = await Promise.all(
    ["openapi.json", ...surfaces.map((name) => `openapi/${name}.json`)].map((name) => saved(directory, name)),
  );
  const linted = await run(process.execPath, [redocly, "lint", ...files], {
    cwd: directory,
    env: { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: { stdout: string; stderr: string }) => error);
  expect(linted).not.toHaveProperty("code");
  expect(linted.stderr).toContain("Your API descriptions are valid");
});

/** Written as an integrator would write it, against the generated client alone. */
const integration = `
import { ok } from "@oazapfts/runtime";
import * as api from "./client.ts";

const [url = "", projectId = "", secret = "", apiKey = ""] = process.argv.slice(2);
api.defaults.baseUrl = url;
api.defaults.headers = { authorization: \`Bearer \${apiKey}\`, "x-api-key": apiKey };

const types = await ok(api.listDocumentTypes({ lang: "en" }));
const direct = await ok(api.startDirect({ projectId, secret, transactionId: "generated-1" }));
const refused = await api.startDirect({ projectId, secret: "wrong", transactionId: "generated-2" });
const session = await ok(api.createKycSession({ customerId: "customer-4711", language: "en" }));
const { users } = await ok(api.createUser({ email: "ada.oak@example.com", firstname: "Ada", lastname: "Oak" }, {}));
const found = await ok(api.getUser(users[0]?.userId ?? "", {}));
const { user } = await ok(api.addOrganizationUser({ phone: "+998901234567", firstName: "Ada" }));
const { order } = await ok(
  api.addOwnOrder(user.id, { currency: "UZS", items: [{ sku: "tea-001", name: "Tea", quantity: 2, price: 12000 }] }),
);
const orders = await ok(api.listOwnOrders(user.id));
const health = await ok(api.getHealth());

const total: number = order.total;
const problem: string | null | undefined = refused.status === 400 ? refused.data.type : undefined;
console.log(
  JSON.stringify({
    types: types.data.length,
    direct: direct.data.attemptId,
    problem,
    session: session.status,
    email: found.users[0]?.email,
    total,
    orders: orders.data.map(({ id }) => id === order.id),
    health: health.status,
  }),
);
`;

test("a generated client compiles under strict and works against the service", async () => {
  const directory = directoryForTest();
  const document = await saved(directory, "openapi.json");
  await run(bin("oazapfts"), [document, path.join(directory, "client.ts")]);
  writeFileSync(path.join(directory, "integration.ts"), integration);
  writeFileSync(
    path.join(directory, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noUncheckedIndexedAccess: true,
        noEmit: true,
        allowImportingTsExtensions: true,
        module: "nodenext",
        target: "esnext",
        types: ["node"],
      },
      include: ["*.ts"],
    }),
  );
  const compiled = await run(bin("tsc"), ["-p", directory]).catch((error: { stdout: string }) => error);
  expect(compiled.stdout).toBe("");

  const project = await service.manage("/projects", { name: "Generated", mode: "test", language: "en" });
  const { stdout } = await run(
    process.execPath,
    ["integration.ts", service.url(), project.id, project.secret, project.apiKey],
    { cwd: directory },
  );
  expect(JSON.parse(stdout)).toEqual({
    types: 8,
    direct: expect.stringMatching(/^[\w-]{21}$/),
    problem: "FACE_PROJECT_NOT_FOUND",
    session: "NOT_STARTED",
    email: "ada.oak@example.com",
    total: 24000,
    orders: [true],
    health: "ok",
  });
});

test("the command line's client matches the document (npm run generate -w packages/cli updates it)", async () => {
  const document = await (await fetch(`${service.url()}/openapi/manage.json`)).json();
  const file = "packages/cli/src/generated/operations.ts";
  const formatted = spawnSync(bin("biome"), ["format", `--stdin-file-path=${file}`], {
    cwd: root,
    input: clientText(document, usedOperations),
    encoding: "utf8",
  });
  expect(formatted.stdout).toBe(readFileSync(path.join(root, file), "utf8"));
});
