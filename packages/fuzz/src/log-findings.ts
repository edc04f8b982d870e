import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

/** Levels `error` and `fatal`: nothing that a caller does may cause such a line. */
const bugs = /^\{"level":[56]0,/;

/** The distinct lines of a service's log about bugs or failures, with their stack; at most 50. */
export async function bugsInLog(logFile: string): Promise<string[]> {
  const found = new Map<string, string>();
  for await (const line of createInterface({ input: createReadStream(logFile) })) {
    if (!bugs.test(line)) continue;
    const key = line.replaceAll(/"(time|requestId|pid)":("[^"]*"|\d+)/g, "").slice(0, 600);
    if (found.size < 50 && !found.has(key)) found.set(key, line.slice(0, 1500));
  }
  return [...found.values()];
}
