import { parseArgs } from "node:util";
import { describeFace } from "../describe/describe-face.ts";
import { detectFaces } from "../detect/detect-faces.ts";
import { loadModels } from "../node.ts";
import { drawFace } from "../synthetic/draw-face.ts";

/**
 * `npm run bench:faces`: the time and memory that a face takes, with drawn heads of several sizes. It says nothing
 * about error rates: drawn heads can't.
 */
const { values } = parseArgs({ options: { faces: { type: "string", default: "40" } } });
const sizes = [0.15, 0.25, 0.4, 0.6];

const loaded = loadModels();
if (!loaded.ok) throw new Error(`${loaded.file} is ${loaded.problem}`);
const { models } = loaded;
const times: Record<"detect" | "describe" | "face", number[]> = { detect: [], describe: [], face: [] };
let missed = 0;
for (let seed = 1; seed <= Number(values.faces); seed++) {
  const size = sizes[seed % sizes.length] ?? 0.5;
  const picture = drawFace({ seed, width: 1200, height: 1600, size, yaw: ((seed * 17) % 50) - 25 });
  const start = cpuMs();
  const [face] = detectFaces(models, picture, { clock: cpuMs });
  const found = cpuMs();
  if (face === undefined) missed++;
  else describeFace(models, picture, face);
  const end = cpuMs();
  times.detect.push(found - start);
  times.describe.push(end - found);
  times.face.push(end - start);
}
const line = (name: string, of: readonly number[]) =>
  `| ${name} | ${quantile(of, 0.5)} | ${quantile(of, 0.95)} |\n`;
process.stdout.write("| step, a picture of 1200 x 1600 | CPU ms p50 | p95 |\n| --- | --- | --- |\n");
process.stdout.write(line("find and measure", times.detect) + line("describe", times.describe));
process.stdout.write(line("both", times.face));
const memory = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`\n${missed} of ${values.faces} not found; at most ${memory} MB of memory.\n`);

function quantile(of: readonly number[], share: number): number {
  const sorted = [...of].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
