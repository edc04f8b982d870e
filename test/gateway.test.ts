import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { programForTest } from "../scripts/programs.ts";
import { freePort } from "./support/free-port.ts";
import { serviceForTest, until } from "./support/service.ts";

/** The gateway in front of a real nginx: the caller gets nginx's responses unchanged. */

const directory = mkdtempSync(path.join(tmpdir(), "countersign-nginx-"));
const large = randomBytes(10 * 1024 * 1024);
const text = "Ответ, который стоит сжать. ".repeat(1000);
let nginx: ChildProcess;
let port: number;

beforeAll(async () => {
  port = await freePort();
  mkdirSync(path.join(directory, "www"));
  writeFileSync(path.join(directory, "www/large.bin"), large);
  writeFileSync(path.join(directory, "www/text.txt"), text);
  writeFileSync(path.join(directory, "nginx.conf"), configuration(port, directory));
  const program = programForTest("nginx");
  nginx = spawn(program, ["-p", directory, "-c", path.join(directory, "nginx.conf"), "-e", "error.log"], {
    stdio: "ignore",
  });
  await until("nginx answers", () =>
    fetch(`http://127.0.0.1:${port}/empty`).then(
      () => true,
      () => false,
    ),
  );
});
afterAll(async () => {
  const stopped = new Promise((resolve) => nginx.once("exit", resolve));
  nginx.kill("SIGTERM");
  await stopped;
  rmSync(directory, { recursive: true, force: true });
});

/** One path per kind of response; static files accept POST like GET. */
function configuration(at: number, root: string): string {
  return `
daemon off;
master_process off;
pid nginx.pid;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  client_max_body_size 11m;
  server {
    listen 127.0.0.1:${at};
    root ${root}/www;
    error_page 405 =200 $uri;
    gzip on;
    gzip_types text/plain;
    gzip_min_length 1;
    location /empty { return 204; }
    location /unchanged { add_header ETag '"v1"' always; return 304; }
    location /teapot { return 418 "short and stout"; }
    location /broken { return 503 "later"; }
    location /echo { client_body_in_single_buffer on; add_header X-Length $content_length always; return 200 "$request_method $uri"; }
    location /rude { return 444; }
  }
}
`;
}

test("nginx's responses reach the caller unchanged", async () => {
  const service = await serviceForTest("gateway");
  const project = await service.manage("/projects", { name: "Shop", mode: "test" });
  const call = async (at: string, headers: Record<string, string> = {}, more: object = {}) => {
    const route = {
      baseUrl: `http://127.0.0.1:${port}`,
      pathPattern: at,
      passHeaders: ["accept-encoding", "range"],
    };
    await service.manage(
      `/projects/${project.id}/gateway`,
      { operations: { "/organization/order/set_status": route } },
      "PUT",
    );
    return fetch(`${service.url()}/organization/order/set_status`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${project.apiKey}`,
        "content-type": "application/json",
        "accept-encoding": "identity",
        ...headers,
      },
      body: JSON.stringify({ id: "o-1", status: "paid", ...more }),
    });
  };

  const empty = await call("/empty");
  expect([empty.status, empty.headers.get("server"), await empty.text()]).toEqual([
    204,
    expect.stringContaining("nginx"),
    "",
  ]);
  const unchanged = await call("/unchanged");
  expect([unchanged.status, unchanged.headers.get("etag")]).toEqual([304, '"v1"']);
  expect(await textOf(call("/teapot"))).toEqual([418, "short and stout"]);
  expect(await textOf(call("/broken"))).toEqual([503, "later"]);

  const whole = await call("/large.bin");
  expect(whole.headers.get("content-length")).toBe(String(large.length));
  expect(sha256(Buffer.from(await whole.arrayBuffer()))).toBe(sha256(large));

  // Compressed on the fly, nginx sends chunks without a length; fetch decompresses them.
  const packed = await call("/text.txt", { "accept-encoding": "gzip" });
  expect([packed.headers.get("content-encoding"), packed.headers.get("content-length")]).toEqual([
    "gzip",
    null,
  ]);
  expect(await packed.text()).toBe(text);

  const note = "x".repeat(9 * 1024 * 1024);
  const echoed = await call("/echo", {}, { note });
  expect(Number(echoed.headers.get("x-length"))).toBeGreaterThan(note.length);
  expect(await echoed.text()).toBe("POST /echo");

  const rude = await call("/rude");
  expect([rude.status, await rude.json()]).toMatchObject([502, { error: { code: "upstream_failed" } }]);
});

async function textOf(answer: Promise<Response>): Promise<[number, string]> {
  const response = await answer;
  return [response.status, await response.text()];
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
