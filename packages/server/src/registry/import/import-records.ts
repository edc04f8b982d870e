import type { FieldProblem } from "@countersign/wire";
import { inTransaction, type Tx } from "../../db/index.ts";
import type { Checked } from "../check-person.ts";
import type { RegistryDeps } from "../deps.ts";
import { beginImport, endImport, findImport, maxRefusals, noteProgress } from "./import-log.ts";
import type { ImportKindName, ImportProgress, ImportReport, Refusal } from "./progress.ts";
import type { RawProblem, RawRecord } from "./raw-record.ts";
import { splitArray } from "./split-array.ts";
import { splitLines } from "./split-lines.ts";

/** An incoming file, in chunks of any size. */
export interface ImportFile {
  format: "array" | "ndjson";
  chunks: AsyncIterable<Uint8Array>;
}

export interface ImportOptions {
  /** Require valid PINFLs that agree with birth date and sex. */
  strict?: boolean;
  /** Called with the import's id before the first record is read. */
  onStart?: (id: string) => void;
  /** Called with the progress after each commit. */
  onProgress?: (progress: ImportProgress) => void;
}

/** What distinguishes the kinds of import: how a record is validated, and how a batch is stored. */
export interface ImportKind<T> {
  name: ImportKindName;
  check: (input: unknown, strict: boolean) => Checked<T>;
  /** Stores the records; later ones replace earlier ones and the registry's. */
  store: (deps: RegistryDeps, tx: Tx, records: T[]) => Promise<void>;
}

// A batch ends at whichever comes first, so that photos don't multiply what is held in memory.
const batchRecords = 200;
const batchChars = 4 * 1024 * 1024;

const rawProblems: Record<RawProblem, string> = {
  "too-long": "is longer than 4 MiB; scale the photo down",
  "not-utf8": "is not UTF-8; save the file in that encoding",
  "no-array": "the body is not a JSON array; send [record, …], or NDJSON as application/x-ndjson",
  empty: "is empty; remove the comma before it",
  "cut-off": "the array ends in the middle of this record; send the rest",
  "after-end": "there is content after the end of the array; send one array",
};

/**
 * Reads a file record by record and stores the valid ones, in batches of one transaction each. Invalid records are
 * refused individually, by line or index and field. Memory is bounded by a batch, whatever the file's length.
 *
 * Resolves when the file ends or breaks off (then `interrupted`), and with the next batch once it is cancelled; rejects
 * when the store fails: committed batches are kept and the import is marked as interrupted.
 */
export async function importRecords<T>(
  deps: RegistryDeps,
  kind: ImportKind<T>,
  file: ImportFile,
  options: ImportOptions,
): Promise<ImportReport> {
  const id = await beginImport(deps, kind.name);
  options.onStart?.(id);
  try {
    const whole = await readAll(deps, kind, file, options, id);
    await endImport(deps, id, whole ? "finished" : "interrupted");
  } catch (error) {
    if (error instanceof Cancelled) return reportOf(deps, id);
    // The store may be unavailable; the import then counts as interrupted after a time without progress.
    await endImport(deps, id, "interrupted").catch(() => undefined);
    throw error;
  }
  return reportOf(deps, id);
}

/** Rolls a batch back: the import was cancelled. */
class Cancelled extends Error {}

async function reportOf(deps: RegistryDeps, id: string): Promise<ImportReport> {
  const report = await findImport(deps, id);
  if (!report) throw new Error("the import's record does not exist");
  return report;
}

/** Whether the file was read to its end. */
async function readAll<T>(
  deps: RegistryDeps,
  kind: ImportKind<T>,
  file: ImportFile,
  options: ImportOptions,
  id: string,
): Promise<boolean> {
  const progress: ImportProgress = { received: 0, kept: 0, refused: 0 };
  let described = 0;
  let refusals: Refusal[] = [];
  let batch: T[] = [];
  let [seen, chars] = [0, 0];

  const flush = async () => {
    if (seen === 0) return;
    await inTransaction(deps.db, async (tx) => {
      if (batch.length > 0) await kind.store(deps, tx, batch);
      const next = { ...progress, kept: progress.kept + batch.length };
      if (!(await noteProgress(deps, tx, id, next, refusals))) throw new Cancelled();
    });
    progress.kept += batch.length;
    batch = [];
    refusals = [];
    [seen, chars] = [0, 0];
    options.onProgress?.({ ...progress });
  };

  const source = endingEarly(file.chunks);
  for await (const raw of file.format === "ndjson" ? splitLines(source.chunks) : splitArray(source.chunks)) {
    progress.received++;
    seen++;
    const checked = checkRaw(kind, raw, options.strict ?? false);
    if (checked.ok) batch.push(checked.value);
    else {
      progress.refused++;
      const place = file.format === "ndjson" ? { line: raw.at } : { index: raw.at };
      const told = checked.problems.slice(0, maxRefusals - described);
      described += told.length;
      refusals.push(...told.map((problem) => ({ ...place, ...problem })));
    }
    chars += "text" in raw ? raw.text.length : 0;
    if (seen >= batchRecords || chars >= batchChars) await flush();
  }
  await flush();
  return !source.broke();
}

function checkRaw<T>(kind: ImportKind<T>, raw: RawRecord, strict: boolean): Checked<T> {
  if ("problem" in raw) return { ok: false, problems: [whole(rawProblems[raw.problem])] };
  let input: unknown;
  try {
    input = JSON.parse(raw.text);
  } catch {
    return { ok: false, problems: [whole("is not valid JSON")] }; // the parser's own message quotes the text
  }
  return kind.check(input, strict);
}

function whole(problem: string): FieldProblem {
  return { field: "", problem };
}

/** The same chunks, but a source that breaks off simply ends, and `broken` says so. */
function endingEarly(chunks: AsyncIterable<Uint8Array>): {
  chunks: AsyncIterable<Uint8Array>;
  broke: () => boolean;
} {
  let broken = false;
  async function* passing(): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks;
    } catch {
      broken = true;
    }
  }
  return { chunks: passing(), broke: () => broken };
}
