import { fork } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { documentOf } from "@countersign/mrz/synthetic";
import { afterEach, expect, test } from "vitest";
import { confinedArgv } from "../../child-process/index.ts";
import { createLooker, type Looker } from "./looker.ts";
import { greyPng } from "./png.ts";

const now = Date.UTC(2026, 0, 1);
let looker: Looker | undefined;
afterEach(() => looker?.close());

const holder = {
  documentCode: "P",
  issuingState: "UZB",
  nationality: "UZB",
  primary: "KARIMOVA",
  secondary: "NILUFAR",
  number: "AB1234567",
  birthDate: "910214",
  sex: "F",
  expiryDate: "350101",
  optionalData: "",
  secondOptionalData: "",
};

test("the process reads no file but its code, starts none, has no network and no environment", async () => {
  const probe = fork(new URL("./testing/probe.ts", import.meta.url), [], {
    env: {},
    execArgv: [...confinedArgv],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const [said] = await once(probe, "message", { signal: AbortSignal.timeout(30_000) });
  expect(said).toEqual({ could: [], environment: [] });
});

test("a document is read, with its zone cut out", async () => {
  looker = createLooker();
  const { picture, lines } = documentOf(holder, "TD3", 3, "good");
  const sight = await looker.look({ picture: greyPng(picture), zone: true, now });
  if (typeof sight === "string" || !sight.ok) throw new Error("not looked at");
  expect(sight.zone).toMatchObject({ lines, trusted: true });
  expect(
    Buffer.from(sight.zonePicture ?? [])
      .subarray(1, 4)
      .toString(),
  ).toBe("PNG");
  expect(sight.cpu.zone).toBeGreaterThan(0);
});

test("a picture of more pixels than it may have, and one that inflates beyond its size, harm nobody", async () => {
  looker = createLooker();
  const small = greyPng({ width: 64, height: 64, data: new Uint8Array(64 * 64) });
  const wide = greyPng({ width: 100_000, height: 1, data: new Uint8Array(100_000) });
  expect(await looker.look({ picture: wide, zone: true, now })).toMatchObject({ ok: true, zone: null });
  const huge = Buffer.from(small);
  huge.writeUInt32BE(65_000, 16);
  huge.writeUInt32BE(65_000, 20);
  expect(await looker.look({ picture: huge, zone: true, now })).toEqual({ ok: false, problem: "too-large" });
  const bomb = greyPng({ width: 64, height: 64, data: new Uint8Array(64 * 64) });
  const inflated = Buffer.concat([
    bomb.subarray(0, 33),
    chunkOf(deflateSync(Buffer.alloc(64 * 1024 * 1024))),
    bomb.subarray(-12),
  ]);
  expect(await looker.look({ picture: inflated, zone: true, now })).toMatchObject({
    ok: expect.any(Boolean),
  });
  expect(await looker.look({ picture: small, zone: true, now })).toMatchObject({ ok: true });
});

test("a picture whose process is killed is looked at again by another one", async () => {
  looker = createLooker();
  const { picture, lines } = documentOf(holder, "TD3", 3, "scan");
  const file = greyPng(picture);
  const looking = looker.look({ picture: file, zone: true, now });
  await expect.poll(childPids).toHaveLength(1);
  for (const pid of childPids()) process.kill(pid, "SIGKILL");
  expect(await looking).toMatchObject({ ok: true, zone: { lines } });
});

test("a picture that crashes every process is given up, and later pictures are checked", async () => {
  let left = 5;
  const failing = {
    ready: Promise.resolve(),
    gone: Promise.resolve(),
    run: async () => (left-- > 0 ? ("killed" as const) : { ok: false as const, problem: "corrupt" as const }),
    end: async () => undefined,
  };
  looker = createLooker(() => failing);
  const task = { picture: new Uint8Array(), zone: false, now };
  expect(await looker.look(task)).toBe("killed");
  expect(await looker.look(task)).toEqual({ ok: false, problem: "corrupt" });
});

/** An IDAT chunk; its checksum is wrong, which a decoder may or may not mind. */
function chunkOf(data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from("IDAT"), data, Buffer.alloc(4)]);
}

/** The children of this process that look at pictures. */
function childPids(): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && parentOf(pid) === process.pid)
    .filter((pid) => commandOf(pid).includes("checks/child/entry.ts"));
}

function commandOf(pid: number): string {
  return readOf(`/proc/${pid}/cmdline`);
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s+(\d+)$/m.exec(readOf(`/proc/${pid}/status`))?.[1]);
}

function readOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
