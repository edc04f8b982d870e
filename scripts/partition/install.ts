import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Where the programs of a cluster are. */
export interface ClusterPrograms {
  etcd: string;
  patroni: string;
  patronictl: string;
  /** The directory of Postgres' programs. */
  postgres: string;
}

/** Readable by the user postgres, and kept from run to run. */
const cache = "/var/cache/countersign-partition";
/** Debian's own: one in root's home can't be read by the user postgres. */
const python = "/usr/bin/python3";
/** The packages of the guide, so that it is tried with the same versions. */
const pythonPackages = ["patroni[etcd3]==4.1.5", "psycopg[binary]"];

/**
 * Installs what is missing: Postgres by apt-get; etcd from its Debian package, unpacked into a
 * directory of ours, because installing it would start a daemon; Patroni from PyPI into a virtual
 * environment, because Debian's knows no quorum.
 *
 * @throws Error naming what could not be installed.
 */
export function installPrograms(): ClusterPrograms {
  mkdirSync(cache, { recursive: true, mode: 0o755 });
  return { etcd: installEtcd(), ...installPatroni(), postgres: installPostgres() };
}

function installEtcd(): string {
  const etcd = path.join(cache, "etcd/usr/bin/etcd");
  if (!existsSync(etcd)) {
    install("etcd", () => {
      run("apt-get", ["update", "-q"]);
      run("apt-get", ["download", "-q", "etcd-server"]);
      for (const file of globSync("etcd-server_*.deb", { cwd: cache }))
        run("dpkg", ["-x", file, path.join(cache, "etcd")]);
    });
  }
  return etcd;
}

function installPatroni(): { patroni: string; patronictl: string } {
  const environment = path.join(cache, "patroni");
  const [patroni, patronictl] = [
    path.join(environment, "bin/patroni"),
    path.join(environment, "bin/patronictl"),
  ];
  if (!existsSync(patronictl)) {
    install("Patroni", () => {
      // Left by a run that was interrupted.
      rmSync(environment, { recursive: true, force: true });
      if (spawnSync(python, ["-c", "import ensurepip"]).status !== 0) {
        run("apt-get", ["update", "-q"]);
        run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "python3-venv"]);
      }
      run(python, ["-m", "venv", environment]);
      run(path.join(environment, "bin/pip"), ["install", "-q", ...pythonPackages]);
    });
  }
  return { patroni, patronictl };
}

function installPostgres(): string {
  const found = () => path.dirname(globSync("/usr/lib/postgresql/*/bin/pg_rewind").toSorted().at(-1) ?? "");
  if (found() === ".") {
    install("Postgres", () => {
      mkdirSync("/etc/postgresql-common", { recursive: true });
      writeFileSync("/etc/postgresql-common/createcluster.conf", "create_main_cluster = false\n");
      run("apt-get", ["update", "-q"]);
      run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "postgresql"]);
    });
  }
  return found();
}

function install(name: string, steps: () => void): void {
  process.stdout.write(`installing ${name}\n`);
  try {
    steps();
  } catch (error) {
    throw new Error(`${name} could not be installed: ${error instanceof Error ? error.message : error}`);
  }
}

function run(program: string, args: readonly string[]): void {
  execFileSync(program, args, { cwd: cache, stdio: ["ignore", "ignore", "inherit"] });
}
