import { CompiledQuery } from "kysely";
import type { Db } from "./transaction.ts";

/** A text with `$1`, `$2`, … in place of parameters, and the parts that it was composed of. */
interface Compiled {
  query: CompiledQuery;
  parts: readonly TemplateStringsArray[];
}

/** By the call site of the whole statement: its strings are one object for all calls. */
const compiled = new WeakMap<TemplateStringsArray, Compiled>();

/** A statement, or a part of one: see `fixedSql`. */
export class FixedSql<Row> {
  readonly strings: TemplateStringsArray;
  readonly values: readonly unknown[];

  constructor(strings: TemplateStringsArray, values: readonly unknown[]) {
    this.strings = strings;
    this.values = values;
  }

  /** @throws DatabaseError; an Error if a part comes from another call site than at first. */
  async execute(db: Db): Promise<readonly Row[]> {
    let known = compiled.get(this.strings);
    if (known === undefined) {
      known = compile(this);
      compiled.set(this.strings, known);
    }
    const parameters: unknown[] = [];
    if (collect(this, parameters, known.parts, 0) !== known.parts.length) throw varies();
    const { rows } = await db.executeQuery<Row>({ ...known.query, parameters } as CompiledQuery<Row>);
    return rows;
  }
}

/**
 * Kysely's `sql` for statements that run for each event: the text is put together once per call site,
 * later calls only gather parameters. `sql` builds, walks and compiles a tree each time, which took
 * 35 µs and more. Values are parameters, or parts that were made by `fixedSql` as well, always at the
 * same place in the code.
 */
export function fixedSql<Row>(strings: TemplateStringsArray, ...values: unknown[]): FixedSql<Row> {
  return new FixedSql(strings, values);
}

function compile(statement: FixedSql<unknown>): Compiled {
  const parts: TemplateStringsArray[] = [];
  let parameters = 0;
  const textOf = ({ strings, values }: FixedSql<unknown>): string => {
    parts.push(strings);
    let text = strings[0] ?? "";
    for (const [place, value] of values.entries()) {
      text += value instanceof FixedSql ? textOf(value) : `$${++parameters}`;
      text += strings[place + 1] ?? "";
    }
    return text;
  };
  const text = textOf(statement);
  return { query: CompiledQuery.raw(text), parts };
}

/** Returns the place of the next part. */
function collect(
  { strings, values }: FixedSql<unknown>,
  parameters: unknown[],
  parts: readonly TemplateStringsArray[],
  place: number,
): number {
  if (parts[place] !== strings) throw varies();
  let next = place + 1;
  for (const value of values) {
    if (value instanceof FixedSql) next = collect(value, parameters, parts, next);
    else parameters.push(value);
  }
  return next;
}

function varies(): Error {
  return new Error("a statement's parts must come from the same places each time");
}
