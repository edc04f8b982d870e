import { parseArgs } from "node:util";
import { fuzz } from "./fuzz.ts";
import type { Finding } from "./tally.ts";

const usage = `npm run fuzz -- [--requests 300000] [--seed 1] [--connections 16] [--minutes 60] [--routes]

Starts a service and sends it changed requests on every surface. Fails if one of them causes a response of 500 or
above, an error in the log, a crash, or growing memory. --routes prints the responses of each route.
`;

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "300000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    connections: { type: "string", default: "16" },
    minutes: { type: "string", default: "60" },
    routes: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const numbers = [values.requests, values.seed, values.connections, values.minutes].map(Number);
const [requests = 0, seed = 0, connections = 0, maxMinutes = 0] = numbers;
const usable = numbers.every(Number.isSafeInteger) && requests > 0 && connections > 0 && maxMinutes > 0;

if (values.help || !usable) {
  process.stdout.write(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const started = Date.now();
  process.stdout.write(`seed ${seed}\n`);
  const onProgress = (done: number, found: number) =>
    process.stderr.write(`\r${done} of ${requests}, ${found} findings `);
  const onFinding = ({ route, problem, request }: Finding) =>
    process.stdout.write(`found: ${route}\n  ${problem}\n  ${request}\n`);
  const report = await fuzz({ requests, seed, connections, maxMinutes, onProgress, onFinding });
  const seconds = (Date.now() - started) / 1000;
  if (values.routes)
    for (const { route, answers, succeeded, refusal } of report.routes)
      process.stdout.write(
        `${route.padEnd(60)} ${JSON.stringify(answers)}${succeeded ? "" : ` never: ${refusal}`}\n`,
      );
  for (const { route, problem, request, count } of report.findings)
    process.stdout.write(`\n${route} (${count} times)\n  ${problem}\n  ${request}\n`);
  const succeeded = report.routes.filter((route) => route.succeeded).length;
  const { early, late, highest, flat } = report.memory;
  process.stdout.write(
    `\n${report.sent} requests in ${seconds.toFixed(0)} s; ${succeeded} of ${report.routes.length} routes succeeded at least once\n` +
      `memory ${early.toFixed(0)} MiB after the first tenth, ${late.toFixed(0)} at the end, ${highest.toFixed(0)} at most: ${flat ? "flat" : "growing"}\n` +
      `${report.findings.length} findings, ${report.alive ? "the service survived" : "THE SERVICE CRASHED"}\n`,
  );
  if (report.findings.length > 0 || !report.alive || !flat || report.sent < requests) process.exitCode = 1;
}
