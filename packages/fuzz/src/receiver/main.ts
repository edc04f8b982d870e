import { parseArgs } from "node:util";
import { createRandom } from "../random.ts";
import { fuzzReceiver } from "./fuzz-receiver.ts";
import { reportTiming } from "./timing/report.ts";

/**
 * `npm run fuzz:receiver [-- --requests 200000 --seed 1]`: fails if a run finds something.
 * `npm run fuzz:receiver -- --timing [--rounds 50000]`: measures instead whether the time of a
 * refusal depends on where its signature differs.
 */
const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "200000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    timing: { type: "boolean", default: false },
    rounds: { type: "string", default: "50000" },
  },
});
const seed = Number(values.seed);
const print = (line: string) => process.stdout.write(`${line}\n`);
const started = Date.now();
const { findings, done } = values.timing ? await timing() : await requests();
for (const finding of findings) print(`found: ${finding}`);
const seconds = ((Date.now() - started) / 1000).toFixed(0);
print(`seed ${seed}: ${done} in ${seconds} s, ${findings.length} findings`);
process.exitCode = findings.length > 0 ? 1 : 0;

async function requests() {
  const count = Number(values.requests);
  const { findings, outcomes } = await fuzzReceiver({ requests: count, seed });
  for (const [name, each] of Object.entries(outcomes).sort()) print(`${each} ${name}`);
  return { findings, done: `${count} requests` };
}

async function timing() {
  const rounds = Number(values.rounds);
  const findings = await reportTiming({ rounds, random: createRandom(seed) }, print);
  return { findings, done: `${rounds} rounds` };
}
