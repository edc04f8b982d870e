import { readMrz } from "../reader/read-mrz.ts";
import type { LevelName } from "../synthetic/levels.ts";
import { syntheticDocument } from "../synthetic/synthetic-document.ts";

/** What reading documents of one level came to. */
export interface Measured {
  level: LevelName;
  documents: number;
  /** Every character right. */
  read: number;
  /** Behind the gate. */
  trusted: number;
  /** Behind the gate, and a character wrong: what must not happen. */
  misread: number;
  /** Of all readings with every check digit right, those with a character wrong: what the gate is for. */
  digitsRight: number;
  digitsRightMisread: number;
  /** Milliseconds of CPU time for each document, sorted. */
  times: number[];
}

export interface Misread {
  level: LevelName;
  seed: number;
  truth: readonly string[];
  lines: readonly string[];
}

/** Reads the documents of seeds `first` and on; the clock is CPU time, so that a busy machine cuts nothing short. */
export function measure(
  level: LevelName,
  first: number,
  documents: number,
  onMisread: (misread: Misread) => void,
): Measured {
  const result: Measured = {
    level,
    documents,
    read: 0,
    trusted: 0,
    misread: 0,
    digitsRight: 0,
    digitsRightMisread: 0,
    times: [],
  };
  for (let seed = first; seed < first + documents; seed++) {
    const { picture, lines } = syntheticDocument(seed, level);
    const start = cpuMs();
    const reading = readMrz(picture, { clock: cpuMs });
    result.times.push(cpuMs() - start);
    const right = reading.lines.join() === lines.join();
    result.read += Number(right);
    result.trusted += Number(reading.trusted);
    if (reading.found && !reading.problems.includes("check-digit")) {
      result.digitsRight++;
      result.digitsRightMisread += Number(!right);
    }
    if (reading.trusted && !right) {
      result.misread++;
      onMisread({ level, seed, truth: lines, lines: reading.lines });
    }
  }
  result.times.sort((a, b) => a - b);
  return result;
}

const started = Date.now();

/** CPU time as an instant: the day is right, the time passes only while this process works. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return started + (user + system) / 1000;
}
