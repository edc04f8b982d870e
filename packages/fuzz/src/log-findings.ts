import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

/** Lines that only a bug of the service writes. */
const bugs = /"msg":"(request failed|an error that nobody expected)"/;

/** The distinct lines of a service's log that tell of a bug, with their stack; 50 at most. */
export async function bugsInLog(logFile: string): Promise<string[]> {
  const found = new Map<string, string>();
  for await (const line of createInterface({ input: createReadStream(logFile) })) {
    if (!bugs.test(line)) continue;
    const key = line.replaceAll(/"(time|requestId|pid)":("[^"]*"|\d+)/g, "").slice(0, 600);
    if (found.size < 50 && !found.has(key)) found.set(key, line.slice(0, 1500));
  }
  return [...found.values()];
}
