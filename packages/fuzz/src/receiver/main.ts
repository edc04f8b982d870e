import { parseArgs } from "node:util";
import { fuzzReceiver } from "./fuzz-receiver.ts";

/** `npm run fuzz:receiver [-- --requests 200000 --seed 1]`: fails if a run finds something. */
const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "200000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
  },
});
const options = { requests: Number(values.requests), seed: Number(values.seed) };
const started = Date.now();
const { findings, outcomes } = await fuzzReceiver(options);
for (const finding of findings) process.stdout.write(`found: ${finding}\n`);
for (const [name, count] of Object.entries(outcomes).sort()) process.stdout.write(`${count} ${name}\n`);
const seconds = ((Date.now() - started) / 1000).toFixed(0);
process.stdout.write(
  `seed ${options.seed}: ${options.requests} requests in ${seconds} s, ${findings.length} findings\n`,
);
process.exitCode = findings.length > 0 ? 1 : 0;
