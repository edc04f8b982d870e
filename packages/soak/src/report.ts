import { cpus, totalmem } from "node:os";
import type { MemoryAccount } from "./account/memory.ts";
import { byKind } from "./faults/run-faults.ts";
import type { SoakReport } from "./soak.ts";

const mebibyte = 2 ** 20;
const shownTables = 8;
const shownFindings = 100;

/** Of a short run there is nothing to compare. */
function memoryText({ early, late, highest, slope }: MemoryAccount): string {
  if (Number.isNaN(early) || Number.isNaN(late)) return "not compared in so short a run";
  return `${early.toFixed(0)} MiB early, ${late.toFixed(0)} late, ${highest.toFixed(0)} at most, ${slope.toFixed(1)} MiB/h`;
}

/** The report for people. */
export function reportText(report: SoakReport): string {
  const { options, seconds, faults, load, account, diskFaults } = report;
  const { deliveries, order, promises, erased, responses, memory, tables, findings } = account;
  const explained = Object.entries(deliveries.explained).map(([name, count]) => `${count} ${name}`);
  const lines = [
    `seed ${options.seed}, topology ${options.topology}, rate ${options.rate}`,
    `${(seconds / 60).toFixed(1)} minutes, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB memory`,
    "",
    `${faults.length} of ${options.faults} faults${diskFaults ? "" : "; none of a full disk, which takes root"}`,
    ...Object.entries(byKind(faults)).map(
      ([kind, { count, longestHealMs }]) =>
        `  ${kind.padEnd(24)} ${String(count).padStart(3)}   healed within ${(longestHealMs / 1000).toFixed(1)} s`,
    ),
    "",
    "load",
    ...Object.entries(load).map(([part, count]) => `  ${part.padEnd(24)} ${count}`),
    "",
    `accepted       ${deliveries.acceptedEvents} events; settled ${account.settledSeconds.toFixed(0)} s after the load ended`,
    `deliveries     ${deliveries.delivered} delivered, ${explained.join(", ") || "none otherwise"}; ${deliveries.duplicates} requests repeated`,
    `strict order   ${order.events} events of ${order.subjects} subjects`,
    `confirmed      ${promises.kept} results of sessions, users and documents arrived, ${promises.released} cancelled by an erasure`,
    `erased         ${erased.people} people; ${erased.bytes} keys and hashes searched for in ${erased.files} files`,
    `responses      ${Object.entries(responses)
      .map(([status, count]) => `${count} × ${status}`)
      .join(", ")}`,
    ...memory.map((one) => `memory         ${one.name}: ${memoryText(one)}`),
    ...tables
      .slice(0, shownTables)
      .map(
        ({ table, endBytes, perEvent }) =>
          `table          ${table.padEnd(18)} ${(endBytes / mebibyte).toFixed(1)} MiB; ${perEvent.early.toFixed(0)} bytes an event, later ${perEvent.late.toFixed(0)}`,
      ),
    "",
    findings.length === 0
      ? "The account is closed: nothing is lost, out of order, left over or unexplained."
      : `${findings.length} FINDINGS (logs in ${report.directory})`,
    ...findings.slice(0, shownFindings).map((finding) => `  ${finding.slice(0, 1500)}`),
  ];
  return `${lines.join("\n")}\n`;
}
