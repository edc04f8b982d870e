import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { buildStages, type Image, makeBase, run } from "./build.ts";
import { stagesOf } from "./steps.ts";

/**
 * `npm run image:check`: runs the steps of the Dockerfile without a container runtime, in roots
 * made with debootstrap, then starts the result as its user on a read-only root file system, waits
 * until its health check passes, and stops it. Needs root on Debian, the package debootstrap, and
 * the registries of Debian and npm.
 *
 * It does not check what only a runtime does: pulling the base image, layers, ports, volumes, and
 * cgroups.
 */
const repository = path.resolve(import.meta.dirname, "../..");
const dir = mkdtempSync(path.join(tmpdir(), "countersign-image-"));

try {
  if (process.getuid?.() !== 0) throw new Error("image:check needs root: it makes roots and enters them");
  const context = contextFiles();
  const npm = path.join(output("npm", ["root", "--global"]), "npm");
  const base = makeBase(dir, process.execPath, npm);
  const dockerfile = readFileSync(path.join(repository, "Dockerfile"), "utf8");
  const image = buildStages(stagesOf(dockerfile), { base, contextDir: repository, context, dir });
  process.stdout.write(`size of /app: ${output("du", ["-sh", path.join(image.root, "app")])}\n`);
  await startOnce(image);
  process.stdout.write(
    "The image starts as its user on a read-only root, becomes healthy, and stops with 0.\n",
  );
} finally {
  rmSync(dir, { recursive: true, force: true });
}

/** What is committed or about to be, as .dockerignore leaves it. */
function contextFiles(): string[] {
  const ignored = /^(\.git|\.github|\.ci)\//;
  const files = output("git", ["-C", repository, "ls-files", "-co", "--exclude-standard"]).split("\n");
  return files.filter((file) => !ignored.test(file));
}

/** As `docker run --read-only --tmpfs /tmp -v data:/var/lib/countersign` would start it. */
async function startOnce(image: Image): Promise<void> {
  const data = path.join(dir, "data");
  mkdirSync(data, { mode: 0o700 });
  chownSync(data, 1000, 1000);
  const volume = `${image.root}${image.env.DATA_DIR}`;
  const mounts = [
    `mount --bind ${data} ${volume}`,
    `mount --bind ${image.root} ${image.root}`,
    `mount --bind ${data} ${volume}`,
    `mount -o remount,bind,ro ${image.root}`,
    `mount -t tmpfs tmpfs ${image.root}/tmp`,
    `mount -t proc proc ${image.root}/proc`,
    `mount -t tmpfs -o mode=755 tmpfs ${image.root}/dev`,
    ...["null", "zero", "random", "urandom"].map(
      (name) => `touch ${image.root}/dev/${name} && mount --bind /dev/${name} ${image.root}/dev/${name}`,
    ),
    `mkdir -m 1777 ${image.root}/dev/shm && mount -t tmpfs tmpfs ${image.root}/dev/shm`,
  ];
  const inside = (argv: readonly string[]) => [
    ...["chroot", "--userspec=node:node", image.root, "/usr/bin/env", "-i", "-C", image.workdir],
    ...Object.entries({ ...image.env, HOST: "127.0.0.1" }).map(([name, value]) => `${name}=${value}`),
    ...argv,
  ];
  const script = `${mounts.join(" && ")} && exec "$@"`;
  const container = spawn(
    "unshare",
    ["--mount", "--propagation=private", "sh", "-c", script, "sh", ...inside(image.command)],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  const ended = once(container, "exit");
  const healthy = () =>
    spawnSync("nsenter", [`--target=${container.pid}`, "--mount", ...inside(image.healthcheck)]).status === 0;
  let tries = 0;
  while (!healthy()) {
    if (container.exitCode !== null || ++tries > 60) throw new Error("The image did not become healthy");
    await wait(1000);
  }
  container.kill("SIGTERM");
  const [code] = await ended;
  if (code !== 0) throw new Error(`The image stopped with ${code}`);
}

function output(command: string, args: readonly string[]): string {
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) run(command, args);
  return stdout.trim();
}
