import { readMrz } from "../reader/read-mrz.ts";
import type { LevelName } from "../synthetic/levels.ts";
import { syntheticDocument } from "../synthetic/synthetic-document.ts";

/** The results of reading documents of one level. */
export interface Measured {
  level: LevelName;
  documents: number;
  /** Readings with every character right. */
  read: number;
  /** Readings that are trusted. */
  trusted: number;
  /** Readings that are trusted although a character is wrong: these must not happen. */
  misread: number;
  /** Readings with every check digit right and a character wrong: the reason for `trusted`. */
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

/**
 * Reads the documents of the seeds from `first` on; the clock is CPU time, so that a busy machine
 * doesn't end a search early.
 */
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

/** CPU time as an instant: the date is right, but time passes only while this process works. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return started + (user + system) / 1000;
}
