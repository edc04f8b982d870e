import path from "node:path";
import { installPrograms } from "./install.ts";
import { runIsolated, stayWithParent, whyNotIsolated } from "./isolated.ts";
import { readOptions, usage } from "./options.ts";
import { rehearse } from "./rehearse.ts";

/**
 * `npm run partition`: three machines with etcd, Patroni, Postgres and Countersign each, in network
 * namespaces of their own, are killed, cut off and frozen while callers on both sides record
 * events. Exits 1 unless everything that was accepted arrives in its order, and unless the same run
 * with asynchronous replication loses some.
 */
const options = readOptions(process.argv.slice(2));
if (typeof options === "string") {
  process.stderr.write(`${options}\n\n${usage}`);
  process.exitCode = 2;
} else if (options.insideOf === null) {
  const problem = whyNotIsolated();
  if (problem === null) {
    installPrograms(); // There is no way to the internet inside.
    await runIsolated(path.join(import.meta.dirname, "main.ts"), process.argv.slice(2));
  } else {
    process.stderr.write(`${problem}\n`);
    process.exitCode = 1;
  }
} else {
  stayWithParent();
  process.exit((await rehearse(options, options.insideOf, installPrograms())) ? 0 : 1);
}
