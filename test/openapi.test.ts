import { execFile, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { clientText, usedOperations } from "@countersign/cli/generate";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { programForTest } from "../scripts/programs.ts";
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

/** The same in Python. */
const pythonIntegration = `
import sys

from client import AuthenticatedClient
from client.api.love_and_pay import create_kyc_session, get_kyc_session, list_kyc_sessions
from client.models import CreatedKycSession, CreateKycSession, KycSession, KycSessionList, KycSessionStatus
from client.models import CreateKycSessionLanguage, CreateKycSessionMetadata, LoveAndPayError

url, key = sys.argv[1:]
client = AuthenticatedClient(base_url=url, token=key, prefix="", auth_header_name="x-api-key")

metadata = CreateKycSessionMetadata.from_dict({"order": "4711"})
body = CreateKycSession(customer_id="Ömür", language=CreateKycSessionLanguage.EN, metadata=metadata)
created = create_kyc_session.sync(client=client, body=body)
assert isinstance(created, CreatedKycSession), created
assert created.verification_url.startswith(url), created

session = get_kyc_session.sync(created.id, client=client)
assert isinstance(session, KycSession), session
assert session.status == KycSessionStatus.NOT_STARTED, session
assert (session.customer_id, session.metadata.to_dict()) == ("Ömür", {"order": "4711"}), session
assert session.expires_at == created.expires_at, session

listed = list_kyc_sessions.sync(client=client)
assert isinstance(listed, KycSessionList), listed

refused = create_kyc_session.sync(client=client, body=CreateKycSession(callback_url="ftp://example.com"))
assert isinstance(refused, LoveAndPayError), refused
print(refused.error.code, refused.error.field)
`;

test("a client generated for Python starts a session, reads it, and is refused with a field", async () => {
  const generator = programForTest("openapi_python_client");
  const directory = directoryForTest();
  mkdirSync(path.join(directory, "openapi"));
  const document = await saved(directory, "openapi/love-and-pay.json");
  const packages = path.resolve(path.dirname(generator), "..");
  const env = {
    PYTHONPATH: `${packages}:${directory}`,
    PATH: `${path.dirname(generator)}:/usr/bin:/bin`,
    PYTHONUTF8: "1",
  };
  const options = ["--meta", "none", "--output-path", path.join(directory, "client"), "--fail-on-warning"];
  await run(generator, ["generate", "--path", document, ...options], { cwd: directory, env });

  writeFileSync(path.join(directory, "integration.py"), pythonIntegration);
  const project = await service.manage("/projects", { name: "Python", mode: "test", language: "en" });
  const args = ["integration.py", service.url(), project.apiKey];
  const { stdout } = await run(programForTest("python3"), args, { cwd: directory, env });
  expect(stdout).toBe("validation_error callbackUrl\n");
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
