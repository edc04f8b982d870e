import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "../../db/testing/database.ts";
import { createHttpStage, type HttpStage } from "../testing/stage.ts";

const script = "export const one = 1;\n".repeat(200);
let http: HttpStage;
let consoleDir: string;
beforeAll(async () => {
  const { db } = await testDatabase();
  consoleDir = await mkdtemp(join(tmpdir(), "countersign-console-"));
  http = await createHttpStage(db, { consoleDir });
});
afterAll(() => rm(consoleDir, { recursive: true, force: true }));

const get = (url: string, headers: Record<string, string> = {}) => http.app.inject({ url, headers });

test("the console says how to build it where it isn't built", async () => {
  const missing = await get("/console");
  expect(missing.statusCode).toBe(503);
  expect(missing.body).toContain("npm run build");
  await mkdir(join(consoleDir, "assets"), { recursive: true });
  await writeFile(join(consoleDir, "index.html"), "<!doctype html><title>console</title>");
  await writeFile(join(consoleDir, "assets", "index-abc.js"), script);
  await writeFile(join(consoleDir, "assets", "index-abc.js.br"), brotliCompressSync(script));
  await writeFile(join(consoleDir, "assets", "index-abc.js.gz"), gzipSync(script));
});

test("the root leads to the console, and each of its addresses is the same document", async () => {
  const root = await get("/");
  expect([root.statusCode, root.headers.location]).toEqual([302, "/console"]);
  for (const url of ["/console", "/console/", "/console/deliveries?status=exhausted", "/console/a/b/c"]) {
    const page = await get(url);
    expect([url, page.statusCode, page.body]).toEqual([url, 200, expect.stringContaining("console")]);
  }
});

test("the document lets no foreign script, no inline style and no text become script", async () => {
  const policy = String((await get("/console")).headers["content-security-policy"]);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
});

test("assets are kept for a year, and come compressed as the browser can read them", async () => {
  const url = "/console/assets/index-abc.js";
  const plain = await get(url);
  expect(plain.headers).toMatchObject({
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "public, max-age=31536000, immutable",
    vary: "accept-encoding",
  });
  expect(plain.headers).not.toHaveProperty("content-encoding");
  const brotli = await get(url, { "accept-encoding": "gzip, deflate, br" });
  expect(brotli.headers["content-encoding"]).toBe("br");
  expect(brotliDecompressSync(brotli.rawPayload).toString()).toBe(script);
  const gzip = await get(url, { "accept-encoding": "gzip, br;q=0" });
  expect(gzip.headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(gzip.rawPayload).toString()).toBe(script);
});

test("there are no files but the page's own, and nothing can be sent to it", async () => {
  for (const url of ["/console/assets/none.js", "/console/assets/..%2findex.html"]) {
    expect([url, (await get(url)).statusCode]).toEqual([url, 404]);
  }
  const posted = await http.app.inject({ method: "POST", url: "/console/deliveries", payload: {} });
  expect(posted.statusCode).toBe(404);
});
