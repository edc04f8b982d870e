import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FilesUnavailable } from "../contract.ts";
import { type BucketServer, startBucketServer } from "../testing/bucket-server.ts";
import { testObjectStore } from "../testing/conformance.ts";
import { type Bucket, type BucketSettings, openBucket } from "./bucket.ts";

let server: BucketServer;
let bucket: Bucket;
beforeAll(async () => {
  // biome-ignore lint/style/noProcessEnv: `npm test` says by it where it installed the program
  server = await startBucketServer(process.env.RCLONE);
  bucket = open();
});
afterAll(async () => {
  await bucket.close();
  await server.close();
});

function open(changed: Partial<BucketSettings> = {}, clock = Date.now): Bucket {
  const { endpoint, accessKeyId, secretAccessKey } = server;
  const credentials = async () => ({ accessKeyId, secretAccessKey });
  const settings = { endpoint, bucket: server.bucket, region: "us-east-1", prefix: "countersign/" } as const;
  return openBucket({ ...settings, style: "path", credentials, ...changed }, { clock });
}

testObjectStore("a bucket", () => bucket);

describe("what can't be used is unavailable, and says why", () => {
  const failing = async (changed: Partial<BucketSettings>, clock?: () => number) => {
    const other = open(changed, clock);
    const error = await other.probe().then(
      () => null,
      (err: unknown) => err,
    );
    await other.close();
    expect(error).toBeInstanceOf(FilesUnavailable);
    return String(error);
  };

  test("a wrong secret", async () => {
    const credentials = async () => ({ accessKeyId: server.accessKeyId, secretAccessKey: "wrong-secret" });
    const said = await failing({ credentials });
    expect(said).toContain("HTTP 403 SignatureDoesNotMatch");
    expect(said).not.toContain("wrong-secret");
  });

  test("no such bucket", async () => {
    expect(await failing({ bucket: "other" })).toContain("HTTP 404 NoSuchBucket");
  });

  test("a clock that is a day off", async () => {
    expect(await failing({}, () => Date.now() - 86_400_000)).toMatch(/HTTP 40[03]/);
  });

  test("credentials that can't be read", async () => {
    const credentials = () => Promise.reject(new Error("/etc/keys can't be read"));
    expect(await failing({ credentials })).toContain("/etc/keys can't be read");
  });

  test("nobody listens", async () => {
    expect(await failing({ endpoint: "http://127.0.0.1:1" })).toContain("ECONNREFUSED");
  });
});

test("a server that hangs is waited for once; meanwhile others are refused at once, and later calls succeed", async () => {
  await bucket.put("ab", Buffer.from("before"));
  server.freeze();
  await expect(bucket.get("ab", 6)).rejects.toThrow("no response in time");
  const began = performance.now();
  await expect(bucket.get("ab", 6)).rejects.toThrow(FilesUnavailable);
  expect(performance.now() - began).toBeLessThan(1000);
  server.thaw();
  await expect.poll(() => bucket.get("ab", 6).catch(() => null)).toEqual(Buffer.from("before"));
});
