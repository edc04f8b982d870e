import { parseArgs } from "node:util";
import { type LevelName, levels } from "../synthetic/levels.ts";
import { type Measured, measure } from "./measure.ts";
import { tableOf } from "./table.ts";

const usage = `npm run bench:checks -- [--documents 300] [--seed 7] [--levels scan,good,fair,poor,hostile]

Draws invented documents, as many at each level, reads them, and prints how many were read, how many passed the gate,
and how many of these were wrong, each with its 95 % bounds (Wilson), and CPU time for each document.
Exits with 1 if a reading behind the gate was wrong.
`;

const { values } = parseArgs({
  options: {
    documents: { type: "string", default: "300" },
    seed: { type: "string", default: "7" },
    levels: { type: "string", default: Object.keys(levels).join() },
    help: { type: "boolean", default: false },
  },
});
const documents = Number(values.documents);
const seed = Number(values.seed);
const names = values.levels.split(",").filter((name): name is LevelName => name in levels);

if (values.help || !(documents > 0) || !Number.isSafeInteger(seed) || names.length === 0) {
  process.stdout.write(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const results: Measured[] = [];
  for (const level of names) {
    // Seeds of different runs are far apart, so that no two runs draw the same document.
    const measured = measure(level, seed * 1_000_000, documents, ({ truth, lines, seed: of }) =>
      process.stderr.write(`misread: ${level} ${of}\n  ${truth.join("\n  ")}\n  ${lines.join("\n  ")}\n`),
    );
    process.stderr.write(`${level} done\n`);
    results.push(measured);
  }
  process.stdout.write(tableOf(results));
  if (results.some(({ misread }) => misread > 0)) process.exitCode = 1;
}
