import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { programForTest } from "../scripts/programs.ts";
import { freePort } from "./support/free-port.ts";
import { commandsOf, problemsOf, root } from "./support/guide-run.ts";
import { blocksOf } from "./support/markdown-blocks.ts";

/**
 * The commands of the guides do what the guides say: each guide runs as a reader would paste it.
 */

// Russian pages have the commands of the English ones: see `packages/docs/src/pages/russian.test.ts`.
const documents = [
  "README.md",
  ...globSync("docs/**/*.md", { cwd: root, exclude: ["docs/ru/**"] }),
].toSorted();
const read = (document: string) => readFileSync(path.join(root, document), "utf8");
const withCommands = documents.filter((document) => commandsOf(read(document)).run.length > 0);
const directory = mkdtempSync(path.join(tmpdir(), "countersign-guides-"));
const port = await freePort();
// The receiver of Treezor's guide is in PHP, and others compute signatures with OpenSSL.
programForTest("curl");
programForTest("php");
programForTest("openssl");
/** Guides call it by its name. */
const rclone = path.dirname(programForTest("rclone"));

let endService: () => Promise<void> = async () => {};

// One service for all guides, as for a reader of several: the first one's setup starts it.
beforeAll(async () => {
  // biome-ignore lint/style/noProcessEnv: the service is found by the caller's PATH
  const { PATH = "" } = process.env;
  const bash = spawn("bash", ["-c", ". docs/guides/setup.sh && echo running && wait"], {
    cwd: root,
    env: { PATH, PORT: String(port), TMPDIR: directory },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const ended = once(bash, "exit");
  endService = async () => {
    if (bash.pid !== undefined && bash.exitCode === null) process.kill(-bash.pid, "SIGTERM");
    await ended;
  };
  const [first] = await Promise.race([once(bash.stdout, "data"), ended]);
  expect(String(first)).toBe("running\n");
});

afterAll(async () => {
  await endService();
  rmSync(directory, { recursive: true, force: true });
});

test.concurrent.each(withCommands)("the commands of %s work, and print what it shows", async (document) => {
  const shell = {
    directory: mkdtempSync(path.join(directory, "guide-")),
    port,
    receiverPort: await freePort(),
    programs: rclone,
    timeoutMs: 240_000,
  };
  expect(await problemsOf(document, read(document), shell)).toEqual([]);
});

test("only these commands are shown and not run", () => {
  const shownOnly = documents.flatMap((document) =>
    commandsOf(read(document)).shownOnly.map(({ text }) => `${document}: ${text.split("\n")[0]}`),
  );
  expect(shownOnly).toEqual([
    "README.md: npm ci && npm run demo",
    "README.md: npm ci && npm start",
    "docs/guides/backup.md: npm run restore -- --at 2026-11-29T08:30:00Z",
    'docs/guides/backup.md: pg_dump --format=custom --schema=countersign --file=countersign.dump "$DATABASE_URL"',
    "docs/guides/benchmark.md: npm run bench -- --quick",
    "docs/guides/benchmark.md: npm run bench -- --only single --profile profiles",
    'docs/guides/benchmark.md: npm run bench -- --sender svix --url http://127.0.0.1:8071 --token "$SVIX_TOKEN"',
    "docs/guides/checks-mrz.md: npm run bench:checks -- --documents 300 --seed 7",
    "docs/guides/checks.md: npm run checks:kill",
    "docs/guides/command-line.md: npx countersign login --url https://id.example.com",
    "docs/guides/moving.md: npm run move -- --to postgres://countersign:…@pg.internal:5432/countersign",
    "docs/guides/moving.md: npm run move -- --cancel",
    "docs/guides/moving.md: DATA_DIR=/var/lib/countersign-new npm run move -- --to embedded",
    "docs/guides/packaging.md: docker build -t countersign .",
    'docs/guides/packaging.md: printf \'COUNTERSIGN_MASTER_KEY=%s\\nPOSTGRES_PASSWORD=%s\\n\' "$(openssl rand -base64 32)" "$(openssl rand -hex 24)" > .env',
    "docs/guides/packaging.md: kubectl create secret generic countersign \\",
    "docs/guides/packaging.md: useradd --system --home-dir /var/lib/countersign --shell /usr/sbin/nologin countersign",
    "docs/guides/quick-start.md: npm ci",
    "docs/guides/several-machines.md: printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d",
    "docs/guides/several-machines.md: export NODE=1 ADDRESS=10.0.0.11                # of this machine",
    "docs/guides/several-machines.md: # Makes an authority in $AUTHORITY, and for each machine a directory with its own certificate.",
    "docs/guides/several-machines.md: chown -R root:ssl-cert /etc/cluster && chmod 0755 /etc/cluster",
    "docs/guides/several-machines.md: envsubst < deploy/cluster/etcd.env > /etc/default/etcd",
    "docs/guides/several-machines.md: envsubst < deploy/cluster/patroni.yml > /etc/patroni.yml",
    "docs/guides/several-machines.md: export PGPASSWORD=$SUPERUSER_PASSWORD",
    "docs/guides/several-machines.md: envsubst < deploy/cluster/countersign.env > /etc/countersign/environment",
    "docs/guides/several-machines.md: envsubst < deploy/cluster/haproxy.cfg > /etc/haproxy/haproxy.cfg",
    "docs/guides/several-machines.md: export DIR=$(mktemp -d) && chmod 0711 $DIR",
    `docs/guides/several-machines.md: manage() { curl -s -w '%{http_code}\\n' -H "authorization: Bearer $STORE_PASSWORD" http://127.0.1.9:8080/manage/v1$1 "\${@:2}"; }`,
    "docs/guides/several-machines.md: export ETCDCTL_API=3 ETCDCTL_CACERT=$CERTIFICATES/ca.crt ETCDCTL_CERT=$CERTIFICATES/node.crt ETCDCTL_KEY=$CERTIFICATES/node.key",
    "docs/guides/several-machines.md: npm run partition -- --events 20000",
    "docs/security/README.md: npm run fuzz -- --requests 300000",
  ]);
});

test.each(documents)("every block of %s names its language", (document) => {
  expect(blocksOf(read(document)).filter(({ language }) => language === "")).toEqual([]);
});

test("a failing command, an unexpected refusal and a different output are reported with their line", async () => {
  const problems = async (markdown: string) => {
    const own = mkdtempSync(path.join(directory, "guide-"));
    return problemsOf("guide.md", markdown, { directory: own, port, receiverPort: 1, timeoutMs: 5_000 });
  };
  const fences = (text: string) => text.replaceAll("~~~", "```");
  expect(await problems(fences("# Guide\n\n~~~sh\ntrue\nfalse\n~~~\n"))).toEqual([
    expect.stringMatching(/^guide\.md:5: failed \(1\)/),
  ]);
  expect(await problems(fences('~~~sh\necho \'{"a": 1}\'\n~~~\n~~~json output\n{"a": 2}\n~~~\n'))).toEqual([
    expect.stringMatching(/^guide\.md:4: the output is\n/),
  ]);
  expect(await problems(fences("~~~sh\ncurl -s http://127.0.0.1:$PORT/nothing\n~~~\n"))).toEqual([
    expect.stringMatching(/^guide\.md:1: a call was refused \(404\)/),
  ]);
  expect(await problems(fences("~~~sh refused\ntrue\n~~~\n"))).toEqual([
    expect.stringMatching(/^guide\.md:1: no call was refused/),
  ]);
});
