import { type Child, confinedArgv, startChild } from "../../child-process/index.ts";
import type { PdfResult, PdfTask } from "./contract.ts";

/** Reads PDFs in child processes. */
export interface PdfReader {
  /** Resolves to `refused` as well where the file takes too much time or memory. */
  run(task: PdfTask): Promise<PdfResult>;
  close(): Promise<void>;
}

type PdfChild = Child<PdfTask, PdfResult>;

const entry = new URL("./entry.ts", import.meta.url);
const maxResidentBytes = 768 * 1024 * 1024;
/** A contract of ten pages takes some 50 ms, 10 MB of pictures 300. */
const timeoutMs = 10_000;
const maxAtOnce = 2;
/** Tries where the process is killed from outside. */
const maxTries = 3;

const startPdfChild = (): PdfChild =>
  startChild({ entry, execArgv: confinedArgv, what: "the process that reads PDFs", maxResidentBytes });

/** Starts no process before the first file; keeps one for the next. */
export function createPdfReader(start: () => PdfChild = startPdfChild): PdfReader {
  let idle: PdfChild | null = null;
  let busy = 0;
  let closed = false;
  const waiting: (() => void)[] = [];
  const busyChildren = new Set<PdfChild>();

  async function attempt(task: PdfTask): Promise<PdfResult | "killed"> {
    const child = idle ?? start();
    idle = null;
    busyChildren.add(child);
    try {
      await child.ready;
      const result = await child.run(task, timeoutMs);
      if (result === "killed") return "killed";
      if (typeof result === "string") return { kind: "refused", problem: "unreadable" };
      if (idle === null && !closed) idle = child;
      else await child.end();
      return result;
    } catch {
      return "killed";
    } finally {
      busyChildren.delete(child);
    }
  }

  async function insist(task: PdfTask): Promise<PdfResult> {
    for (let tries = 0; tries < maxTries && !closed; tries++) {
      const result = await attempt(task);
      if (result !== "killed") return result;
    }
    throw new Error("the process that reads PDFs could not be run");
  }

  return {
    async run(task) {
      if (busy >= maxAtOnce) await new Promise<void>((resume) => waiting.push(resume));
      else busy++;
      try {
        return await insist(task);
      } finally {
        // A waiting task takes the place over.
        const next = waiting.shift();
        if (next === undefined) busy--;
        else next();
      }
    },
    async close() {
      closed = true;
      await idle?.end();
      await Promise.all([...busyChildren].map((child) => child.end()));
    },
  };
}
