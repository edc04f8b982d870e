import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** A real server of S3-compatible storage on loopback, with one bucket, in a directory of its own. */
export interface BucketServer {
  endpoint: string;
  bucket: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** The environment with which a service uses it. */
  environment: Record<string, string>;
  /** The file of each object, in which the server keeps it. */
  objects(): string[];
  /** Kills it; its objects stay. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Lets it accept connections and respond to none. */
  freeze(): void;
  thaw(): void;
  /** Kills it and removes its directory. */
  close(): Promise<void>;
}

const bucket = "files";
const accessKeyId = "test-key";
const secretAccessKey = "secret-of-the-test-key";

/** @param program rclone, which `npm test` installs. */
export async function startBucketServer(program: string | undefined): Promise<BucketServer> {
  if (!program || !existsSync(program))
    throw new Error(
      "There is no rclone: `npm test -- <name of the test>` installs it and names it in RCLONE.",
    );
  const directory = mkdtempSync(path.join(tmpdir(), "countersign-bucket-"));
  const root = path.join(directory, bucket);
  mkdirSync(root);
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  const start = async () => {
    const args = ["serve", "s3", directory, "--addr", `127.0.0.1:${port}`, "--config", "/dev/null"];
    const started = spawn(program, [...args, "--auth-key", `${accessKeyId},${secretAccessKey}`], {
      stdio: "ignore",
    });
    server = started;
    while (!(await isListening(port))) {
      if (started.exitCode !== null) throw new Error(`rclone ended with ${started.exitCode}`);
      await delay(20);
    }
  };
  const kill = async () => {
    const running = server;
    server = undefined;
    if (running === undefined || running.exitCode !== null) return;
    running.kill("SIGKILL");
    await once(running, "exit");
  };
  await start();
  return {
    endpoint,
    bucket,
    accessKeyId,
    secretAccessKey,
    environment: {
      COUNTERSIGN_BUCKET: bucket,
      COUNTERSIGN_BUCKET_ENDPOINT: endpoint,
      COUNTERSIGN_BUCKET_KEY_ID: accessKeyId,
      COUNTERSIGN_BUCKET_SECRET: secretAccessKey,
    },
    objects: () =>
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== "probe")
        .map((entry) => path.join(entry.parentPath, entry.name)),
    start,
    kill,
    freeze: () => void server?.kill("SIGSTOP"),
    thaw: () => void server?.kill("SIGCONT"),
    async close() {
      await kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const connected = once(socket, "connect").then(
    () => true,
    () => false,
  );
  return connected.finally(() => socket.destroy());
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
