import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { describe } from "./faults/fault.ts";
import { reportText } from "./report.ts";
import { type SoakOptions, soak } from "./soak.ts";

const usage = `npm run soak -- --minutes 60 [--faults 200] [--seed 1] [--rate 1] [--topology pair|embedded] [--json file]

Mixed load on every surface while things break, and at the end a full account: fails if anything that was accepted is lost or
out of order, if anything of an erased person is left, if memory or tables grow, if a response is wrong, or if a log contains
personal data. The seed decides which faults there are and in which order. Root is needed to fill a disk: without it, none is.
`;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    faults: { type: "string" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    rate: { type: "string", default: "1" },
    topology: { type: "string", default: "pair" },
    json: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const [minutes, seed, rate] = [values.minutes, values.seed, values.rate].map(Number) as [
  number,
  number,
  number,
];
const faults = Number(values.faults ?? Math.ceil((minutes * 10) / 3));
const { topology } = values;
const usable = minutes > 0 && rate > 0 && Number.isSafeInteger(seed) && Number.isSafeInteger(faults);

if (values.help || !usable || (topology !== "pair" && topology !== "embedded")) {
  process.stdout.write(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const told = new Set<string>();
  const options: SoakOptions = {
    minutes,
    faults,
    seed,
    rate,
    topology,
    heavy: true,
    onProgress: ({ seconds, accepted, faults: done, findings }) => {
      for (const finding of findings) if (!told.has(finding)) process.stdout.write(`found: ${finding}\n`);
      for (const finding of findings) told.add(finding);
      process.stderr.write(
        `\r${seconds.toFixed(0)} s, ${accepted} accepted, ${done} faults, ${findings.length} findings `,
      );
    },
    onFault: ({ fault, atMs, healedMs }) =>
      process.stdout.write(`${(atMs / 1000).toFixed(1)} s ${describe(fault)}, healed in ${healedMs} ms\n`),
  };
  process.stdout.write(`seed ${seed}\n`);
  const report = await soak(options);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`\n${reportText(report)}`);
  process.exitCode = report.account.findings.length > 0 ? 1 : 0;
}
