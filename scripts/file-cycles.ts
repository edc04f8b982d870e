import { type Import, targetOf } from "./imports.ts";

/**
 * The shortest cycle of each group of files that import each other. Type imports count: files that
 * need each other's types can't be understood one by one.
 */
export function fileCycles(imports: readonly Import[]): string[][] {
  const graph = new Map<string, Set<string>>();
  for (const each of imports) {
    const target = targetOf(each);
    if (target !== null) graph.set(each.file, (graph.get(each.file) ?? new Set()).add(target));
  }
  const seen = new Set<string>();
  const cycles: string[][] = [];
  for (const file of [...graph.keys()].sort()) {
    if (seen.has(file)) continue;
    const cycle = shortestCycle(graph, file);
    if (cycle === null) continue;
    for (const each of cycle) seen.add(each);
    cycles.push(cycle);
  }
  return cycles;
}

/** The shortest path from the file back to itself, or null. */
function shortestCycle(graph: ReadonlyMap<string, ReadonlySet<string>>, start: string): string[] | null {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const file of queue) {
    for (const next of graph.get(file) ?? []) {
      if (next === start) return wayTo(file);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, file);
      queue.push(next);
    }
  }
  return null;

  function wayTo(last: string): string[] {
    const way = [last];
    for (let file = last; file !== start; ) {
      file = cameFrom.get(file) ?? start;
      way.unshift(file);
    }
    return way;
  }
}
