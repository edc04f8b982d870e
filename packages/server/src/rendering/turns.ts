/** A queue by project: projects take turns, however much each has waiting. */
export interface Turns<Item> {
  /** False: there is no room for it, in its project's part or in all. */
  add(projectId: string, item: Item, size: number): boolean;
  /** The next one of the next project that `may` take a turn; null if there is none. */
  take(may: (projectId: string) => boolean): Item | null;
  /** Removes one that no longer waits. False if it was taken. */
  remove(projectId: string, item: Item): boolean;
  /** Empties the queue. */
  drain(): Item[];
}

/** How much may wait; `size` is in characters. */
export interface QueueLimits {
  items: number;
  size: number;
  /** Maximum of one project. */
  itemsPerProject: number;
  sizePerProject: number;
}

export function createTurns<Item>(limits: QueueLimits): Turns<Item> {
  interface Line {
    items: { item: Item; size: number }[];
    size: number;
  }
  const lines = new Map<string, Line>();
  let items = 0;
  let size = 0;

  function leave(projectId: string, line: Line, at: number): Item | null {
    const [left] = line.items.splice(at, 1);
    if (left === undefined) return null;
    items--;
    size -= left.size;
    line.size -= left.size;
    if (line.items.length === 0) lines.delete(projectId);
    return left.item;
  }

  return {
    add(projectId, item, ofItem) {
      const line = lines.get(projectId) ?? { items: [], size: 0 };
      if (items >= limits.items || size + ofItem > limits.size) return false;
      if (line.items.length >= limits.itemsPerProject || line.size + ofItem > limits.sizePerProject)
        return false;
      line.items.push({ item, size: ofItem });
      line.size += ofItem;
      items++;
      size += ofItem;
      lines.set(projectId, line);
      return true;
    },
    take(may) {
      for (const [projectId, line] of lines) {
        if (!may(projectId)) continue;
        // To the end of the round.
        lines.delete(projectId);
        lines.set(projectId, line);
        return leave(projectId, line, 0);
      }
      return null;
    },
    remove(projectId, item) {
      const line = lines.get(projectId);
      const at = line?.items.findIndex((each) => each.item === item) ?? -1;
      if (line === undefined || at === -1) return false;
      leave(projectId, line, at);
      return true;
    },
    drain() {
      const all = [...lines.values()].flatMap((line) => line.items.map(({ item }) => item));
      lines.clear();
      items = 0;
      size = 0;
      return all;
    },
  };
}
