import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startService } from "@countersign/server/spawn";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /**
     * A data directory on which a service was started and stopped once, so that others can start
     * with a copy of it.
     */
    dataTemplate: string;
  }
}

/**
 * Vitest's global set-up: creates the data directory that all of the run's services start with,
 * once.
 */
export async function setup(project: TestProject): Promise<() => void> {
  const directory = mkdtempSync(path.join(tmpdir(), "countersign-template-"));
  const dataTemplate = path.join(directory, "data");
  const service = await startService(
    { DATA_DIR: dataTemplate, PORT: "0" },
    path.join(directory, "service.log"),
  );
  await service.stop();
  project.provide("dataTemplate", dataTemplate);
  return () => rmSync(directory, { recursive: true, force: true });
}
