import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type RequestOptions, request } from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect } from "vitest";
import { programForTest } from "../../scripts/programs.ts";
import { freePort } from "./free-port.ts";
import { until } from "./service.ts";

/** A real nginx that runs the configuration of a guide. */
export interface GuideNginx {
  /** Of its TLS listener. */
  httpsPort: number;
  /** Starts it with the guide's text, in which `replaced` has been replaced, each in all places. */
  start(replaced: Record<string, string>): Promise<void>;
}

/**
 * The nginx of the tests of a file, with the first configuration in that guide: unchanged except for its certificate, its
 * TLS port and what `start` is given. It is stopped after the last test.
 */
export async function guideNginx(guide: string, name: string): Promise<GuideNginx> {
  const directory = mkdtempSync(path.join(tmpdir(), "countersign-front-"));
  const at = (file: string) => path.join(directory, file);
  let nginx: ChildProcess | undefined;
  afterAll(async () => {
    if (nginx !== undefined) {
      const stopped = once(nginx, "exit");
      nginx.kill("SIGTERM");
      await stopped;
    }
    rmSync(directory, { recursive: true, force: true });
  });
  const made = spawnSync(programForTest("openssl"), [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
    ...["-subj", `/CN=${name}`, "-keyout", at("key.pem"), "-out", at("certificate.pem")],
  ]);
  if (made.status !== 0) throw new Error(String(made.stderr));
  const text = readFileSync(new URL(`../../docs/guides/${guide}`, import.meta.url), "utf8");
  const [, configuration = ""] = /```nginx\n([\s\S]*?)```/.exec(text) ?? [];
  const httpsPort = await freePort();
  return {
    httpsPort,
    async start(replaced) {
      const all = {
        "listen 443 ssl;": `listen 127.0.0.1:${httpsPort} ssl;`,
        [`/etc/ssl/${name}.pem`]: "certificate.pem",
        [`/etc/ssl/${name}.key`]: "key.pem",
        ...replaced,
      };
      const server = Object.entries(all).reduce((before, [from, to]) => {
        expect(before).toContain(from);
        return before.replaceAll(from, to);
      }, configuration);
      const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
      writeFileSync(
        at("nginx.conf"),
        `daemon off; master_process off; pid nginx.pid; events { worker_connections 256; }
        http { access_log off; ${temporary.map((each) => `${each}_temp_path ${each};`).join(" ")} ${server} }`,
      );
      const options = ["-p", directory, "-c", at("nginx.conf"), "-e", "error.log"];
      const checked = spawnSync(programForTest("nginx"), [...options, "-t"]);
      expect(String(checked.stderr)).toContain("test is successful");
      nginx = spawn(programForTest("nginx"), options, { stdio: "ignore" });
      await until("nginx responds", () => responds(httpsPort));
    },
  };
}

function responds(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { host: "127.0.0.1", port, rejectUnauthorized: false, agent: false } as const;
    const asking = request(options, (response) => {
      response.resume();
      resolve(true);
    });
    asking.on("error", () => resolve(false));
    asking.end();
  });
}

/** A call over TLS, with whatever certificate. */
export async function callTls(
  port: number,
  options: RequestOptions,
  body = "",
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  const asking = request({ host: "127.0.0.1", port, rejectUnauthorized: false, agent: false, ...options });
  asking.end(body);
  const [response] = await once(asking, "response");
  let text = "";
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, headers: response.headers, text };
}
