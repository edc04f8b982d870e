import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ClusterPrograms } from "./install.ts";
import type { Place } from "./network.ts";
import { environmentIn, rendered } from "./templates.ts";

/** A machine with etcd, Patroni with its Postgres, and Countersign, configured as in the guide. */
export interface Machine {
  readonly node: number;
  readonly place: Place;
  /** The address of its Countersign. */
  readonly url: string;
  readonly certificates: string;
  /** Where the output of its programs is. */
  readonly logs: string;
  startStore(): void;
  /** @param settings further variables of the service. */
  startService(settings: Record<string, string>): void;
  /** SIGTERM, and waits until it has ended. */
  stopService(): Promise<void>;
  patronictl(...args: string[]): string;
}

const service = path.resolve(import.meta.dirname, "../../packages/server/src/main.ts");

export function makeMachine(
  place: Place,
  directory: string,
  programs: ClusterPrograms,
  shared: Readonly<Record<string, string>>,
): Machine {
  const { node, address } = place;
  const data = path.join(directory, `node${node}`);
  const certificates = path.join(shared.AUTHORITY ?? "", address);
  const variables = {
    ...shared,
    NODE: String(node),
    ADDRESS: address,
    DATA: data,
    CERTIFICATES: certificates,
    PG_BIN: programs.postgres,
    PUBLIC_URL: `http://${address}:8787`,
  };
  const owner = { uid: idOf("-u"), gid: idOf("-g") };
  for (const each of [data, path.join(data, "patroni"), path.join(data, "etcd")]) {
    mkdirSync(each, { mode: 0o700 });
    chownSync(each, owner.uid, owner.gid);
  }
  execFileSync("chown", ["-R", `${owner.uid}:${owner.gid}`, certificates]);
  const configuration = path.join(data, "patroni.yml");
  writeFileSync(configuration, rendered("patroni.yml", variables));
  chownSync(configuration, owner.uid, owner.gid);
  let serving: ChildProcess | null = null;

  return {
    node,
    place,
    url: `http://${address}:8787`,
    certificates,
    logs: data,
    startStore() {
      asPostgres(programs.etcd, [], environmentIn(rendered("etcd.env", variables)), "etcd");
      asPostgres(programs.patroni, [configuration], {}, "patroni");
    },
    startService(settings) {
      const env = { ...environmentIn(rendered("countersign.env", variables)), ...settings };
      serving = start(process.execPath, [service], env, "countersign");
    },
    async stopService() {
      if (serving === null || serving.exitCode !== null || serving.signalCode !== null) return;
      const ended = new Promise((resolve) => serving?.once("exit", resolve));
      serving.kill("SIGTERM");
      await ended;
    },
    patronictl(...args) {
      const [program, rest] = place.command(programs.patronictl, ["-c", configuration, ...args]);
      return execFileSync(program, rest, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    },
  };

  /** As the user postgres, since Postgres refuses to run as root. */
  function asPostgres(program: string, args: string[], env: Record<string, string>, log: string): void {
    const user = ["--reuid=postgres", "--regid=postgres", "--init-groups"];
    start("setpriv", [...user, program, ...args], env, log);
  }

  function start(program: string, args: string[], env: Record<string, string>, log: string): ChildProcess {
    const output = openSync(path.join(data, `${log}.log`), "a");
    const [command, rest] = place.command(program, args);
    // biome-ignore lint/style/noProcessEnv: programs are found by the caller's PATH
    const { PATH = "" } = process.env;
    return spawn(command, rest, {
      cwd: data,
      env: { PATH, LC_ALL: "C.UTF-8", ...env },
      stdio: ["ignore", output, output],
    });
  }
}

function idOf(which: "-u" | "-g"): number {
  return Number(execFileSync("id", [which, "postgres"], { encoding: "utf8" }));
}
