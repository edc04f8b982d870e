import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import type { Stage } from "./steps.ts";

/** What a container of the image starts with. */
export interface Image {
  /** The directory that becomes its root. */
  root: string;
  env: Record<string, string>;
  workdir: string;
  user: string;
  command: string[];
  healthcheck: string[];
}

const binaries = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * Runs the steps of every stage, each in a copy of the base's root, and returns the last stage's
 * image.
 *
 * @param context the files that `COPY` without `--from` takes: paths relative to `contextDir`.
 * @throws Error naming the step that failed; its output has been printed.
 */
export function buildStages(
  stages: readonly Stage[],
  { base, contextDir, context, dir }: { base: string; contextDir: string; context: string[]; dir: string },
): Image {
  const built = new Map<string, string>();
  let image: Image | null = null;
  for (const [index, stage] of stages.entries()) {
    const root = path.join(dir, stage.name ?? `stage-${index}`);
    run("cp", ["-a", base, root]);
    image = {
      root,
      env: { PATH: binaries },
      workdir: "/",
      user: "root",
      command: [],
      healthcheck: [],
    };
    for (const step of stage.steps) {
      process.stdout.write(`${stage.name ?? index}: ${step.kind}\n`);
      if (step.kind === "env") Object.assign(image.env, step.values);
      else if (step.kind === "user") image.user = step.name;
      else if (step.kind === "command") image.command = step.argv;
      else if (step.kind === "healthcheck") image.healthcheck = step.argv;
      else if (step.kind === "workdir") {
        image.workdir = path.resolve(image.workdir, step.path);
        mkdirSync(path.join(root, image.workdir), { recursive: true });
      } else if (step.kind === "copy") {
        const target = path.join(root, path.resolve(image.workdir, step.target));
        if (step.fromStage === null) copyContext(path.resolve(contextDir, step.source), context, target);
        else run("cp", ["-aT", path.join(built.get(step.fromStage) ?? "", step.source), target]);
      } else {
        const env = { ...image.env, ...authorities(root) };
        run("chroot", [root, "/bin/sh", "-c", `cd "$0" && ${step.command}`, image.workdir], env);
      }
    }
    if (stage.name !== null) built.set(stage.name, root);
  }
  if (image === null) throw new Error("The Dockerfile has no stage");
  return image;
}

/**
 * A stand-in for the official `node` image on a machine without a registry of images: Debian by
 * debootstrap, with this project's Node, the machine's npm, and the user `node`.
 */
export function makeBase(dir: string, node: string, npm: string): string {
  const base = path.join(dir, "base");
  run("debootstrap", ["--variant=minbase", "bookworm", base]);
  run("chroot", [base, "useradd", "--uid", "1000", "--create-home", "node"]);
  cpSync("/etc/resolv.conf", path.join(base, "etc/resolv.conf"));
  cpSync(npm, path.join(base, "usr/local/lib/node_modules/npm"), { recursive: true });
  run("chroot", [base, "ln", "-s", "../lib/node_modules/npm/bin/npm-cli.js", "/usr/local/bin/npm"]);
  cpSync(node, path.join(base, "usr/local/bin/node"));
  return base;
}

/** If this machine's registries use a private certificate authority, the steps trust it as well. */
function authorities(root: string): Record<string, string> {
  // biome-ignore lint/style/noProcessEnv: Node itself reads this variable
  const file = process.env.NODE_EXTRA_CA_CERTS;
  if (file === undefined) return {};
  cpSync(file, path.join(root, "tmp/authorities.pem"));
  return { NODE_EXTRA_CA_CERTS: "/tmp/authorities.pem" };
}

function copyContext(from: string, files: readonly string[], target: string): void {
  for (const file of files) {
    mkdirSync(path.join(target, path.dirname(file)), { recursive: true });
    cpSync(path.join(from, file), path.join(target, file), { verbatimSymlinks: true });
  }
}

/** @throws Error if it does not exit with 0. */
export function run(command: string, args: readonly string[], env?: Record<string, string>): void {
  const { status, error } = spawnSync(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    ...(env && { env }),
  });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? `exit status ${status}`}`);
}
