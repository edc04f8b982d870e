export interface DiffLine {
  kind: "same" | "gone" | "new";
  text: string;
}

/**
 * Lines beyond this are not compared with each other, so that a page never hangs: all count as
 * removed and added.
 */
const maxCells = 4_000_000;

/**
 * The shortest way from one list of lines to another, by their longest common subsequence. Equal
 * beginnings and ends are set aside first, so that a small change in a long text costs little.
 */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end++;
  const old = before.slice(start, before.length - end);
  const young = after.slice(start, after.length - end);
  const as = (kind: DiffLine["kind"]) => (text: string) => ({ kind, text });
  return [
    ...before.slice(0, start).map(as("same")),
    ...(old.length * young.length > maxCells
      ? [...old.map(as("gone")), ...young.map(as("new"))]
      : between(old, young)),
    ...before.slice(before.length - end).map(as("same")),
  ];
}

function between(old: readonly string[], young: readonly string[]): DiffLine[] {
  const width = young.length + 1;
  /** Lengths of the longest common subsequences of what follows a place in both lists. */
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = young.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        old[i] === young[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < young.length) {
    const [gone, added] = [old[i], young[j]];
    if (gone !== undefined && gone === added) {
      lines.push({ kind: "same", text: gone });
      i++;
      j++;
    } else if (gone !== undefined && (added === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: "gone", text: gone });
      i++;
    } else if (added !== undefined) {
      lines.push({ kind: "new", text: added });
      j++;
    }
  }
  return lines;
}
