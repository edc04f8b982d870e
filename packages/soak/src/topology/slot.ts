import { readFileSync } from "node:fs";
import { type Service, startService } from "@countersign/server/spawn";

/** One of the services, which may be killed and started again on its port. */
export interface Slot {
  readonly name: string;
  readonly logFile: string;
  url(): string;
  /** The resident memory of its process in bytes, and which of its processes it is; null while it is down. */
  memory(): { bytes: number; start: number } | null;
  signal(name: "SIGSTOP" | "SIGCONT"): void;
  /** Stops it, by default at once, and waits until it has exited. */
  stop(signal?: "SIGKILL" | "SIGTERM"): Promise<void>;
  start(): Promise<void>;
}

/** Starts one with these settings. */
export async function startSlot(
  name: string,
  settings: Record<string, string>,
  logFile: string,
): Promise<Slot> {
  let service: Service | null = await startService({ PORT: "0", ...settings }, logFile);
  const { url } = service;
  const { port } = new URL(url);
  let start = 1;
  return {
    name,
    logFile,
    url: () => url,
    memory() {
      const bytes = service === null ? null : residentBytes(service.process.pid);
      return bytes === null ? null : { bytes, start };
    },
    signal: (signal) => void service?.process.kill(signal),
    async stop(signal = "SIGKILL") {
      await service?.stop(signal);
      service = null;
    },
    async start() {
      service = await startService({ ...settings, PORT: port }, logFile);
      start++;
    },
  };
}

function residentBytes(pid: number | undefined): number | null {
  try {
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}
