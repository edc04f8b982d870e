import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Service, startService } from "@countersign/server/spawn";
import type { Remote } from "../adapters/sender.ts";
import { familyMemoryMb, peakMemoryMb } from "./memory.ts";
import { processorMs } from "./proc.ts";

export type Role = "all" | "api" | "worker";

/** A service started by the benchmark, with an embedded Postgres in a temporary directory. */
export interface Instance {
  readonly remote: Remote;
  /** Stops it by SIGTERM, and starts it again in another role with the same data. */
  restart(role: Role): Promise<void>;
  /**
   * Peak memory of the service's process (null with several) and the current memory of its Postgres;
   * null if the system doesn't tell.
   */
  memory(): { serviceMb: number | null; postgresMb: number | null };
  /**
   * The processor time that the service's processes and those of its Postgres have taken so far, in
   * milliseconds; null if the system doesn't tell.
   */
  processorMs(): { service: number; postgres: number } | null;
  /** For example "18.4". */
  postgresVersion(): string;
  close(): Promise<void>;
}

/**
 * @param options.profileDir where each process of the service writes a CPU profile when it stops;
 * null for none.
 * @param options.processes how many serve.
 */
export async function startInstance(
  role: Role,
  { profileDir, processes }: { profileDir: string | null; processes: string },
): Promise<Instance> {
  const directory = mkdtempSync(path.join(tmpdir(), "countersign-bench-"));
  const dataDir = path.join(directory, "data");
  const logFile = path.join(directory, "service.log");
  const token = randomBytes(24).toString("hex");
  const settings = {
    DATA_DIR: dataDir,
    COUNTERSIGN_OPERATOR_TOKEN: token,
    COUNTERSIGN_OUTBOUND_ALLOW: "127.0.0.0/8",
    COUNTERSIGN_PROCESSES: processes,
    ...(profileDir !== null && { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profileDir}` }),
  };
  let service = await start("0", role);
  const { port } = new URL(service.url);

  return {
    remote: { url: service.url, token },
    async restart(next) {
      await service.stop();
      service = await start(port, next);
    },
    memory() {
      const serviceMb = processes === "1" ? peakMemoryMb(service.process.pid) : null;
      return { serviceMb, postgresMb: familyMemoryMb(postmaster()) };
    },
    processorMs() {
      const { pid } = service.process;
      const spent = pid === undefined ? null : processorMs(pid, postmaster());
      const postgres = processorMs(postmaster());
      return spent === null || postgres === null ? null : { service: spent, postgres };
    },
    postgresVersion() {
      const log = readFileSync(path.join(dataDir, "postgres.log"), "utf8");
      return /starting PostgreSQL (\S+)/.exec(log)?.[1] ?? "unknown";
    },
    async close() {
      await service.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };

  function postmaster(): number {
    return Number(readFileSync(path.join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
  }

  function start(onPort: string, as: Role): Promise<Service> {
    return startService({ ...settings, PORT: onPort, COUNTERSIGN_ROLE: as }, logFile);
  }
}
