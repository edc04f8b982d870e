/** A queue of lines: one per share (such as a project), each first in, first out. */
export interface FairQueue<Item> {
  /**
   * @param cost the item's part of a portion; above 0.
   * @param weight the line's part of each round, relative to others; the last value counts.
   */
  push(share: string, item: Item, cost: number, weight: number): void;
  /** The next portion, of at most `size` in all. An item that costs more is taken alone. */
  take(size: number): Item[];
  /** The cost of all waiting items; with a name, of that line's. */
  cost(share?: string): number;
}

interface Node<Item> {
  item: Item;
  cost: number;
  next: Node<Item> | null;
}

interface Line<Item> {
  first: Node<Item> | null;
  last: Node<Item> | null;
  cost: number;
  weight: number;
  /** What the line may still take in its turn. The rest is kept while something waits. */
  credit: number;
  /** Whether it was credited for its current turn, which a full portion interrupted. */
  credited: boolean;
}

/**
 * The credit of a line of weight 1 per turn. Small, so that even among many lines a new one's turn
 * comes soon.
 */
const perTurn = 8;

/**
 * Deficit round robin: lines take turns, and in each turn a line takes as much as its credit
 * allows. However long one line is, the first item of another is in the next portion, or in the one after
 * that if an expensive item filled it; and each line pays for its own expensive items. A line that
 * is alone pays nothing.
 */
export function createFairQueue<Item>(): FairQueue<Item> {
  /** Lines with waiting items, in the order of their turns. */
  const lines = new Map<string, Line<Item>>();
  let costInAll = 0;

  return { push, take, cost };

  function push(share: string, item: Item, cost: number, weight: number): void {
    const node: Node<Item> = { item, cost, next: null };
    const line = lines.get(share);
    costInAll += cost;
    if (!line?.last) {
      lines.set(share, { first: node, last: node, cost, weight, credit: 0, credited: false });
      return;
    }
    line.last.next = node;
    line.last = node;
    line.cost += cost;
    line.weight = weight;
  }

  function take(size: number): Item[] {
    const portion: Item[] = [];
    let room = size;
    // A line that is moved to the end is visited again.
    for (const [share, line] of lines) {
      const alone = lines.size === 1;
      if (!line.credited) line.credit += perTurn * line.weight;
      line.credited = true;
      for (let node = line.first; node; node = line.first) {
        if (!alone && node.cost > line.credit) break;
        // Its turn continues in the next portion.
        if (node.cost > room && portion.length > 0) return portion;
        portion.push(node.item);
        room -= node.cost;
        costInAll -= node.cost;
        line.cost -= node.cost;
        line.credit = Math.max(0, line.credit - node.cost);
        line.first = node.next;
      }
      lines.delete(share);
      line.credited = false;
      if (line.first) lines.set(share, line);
      // An outgrown table of the map may retain the line for long: not its items.
      else line.last = null;
    }
    return portion;
  }

  function cost(share?: string): number {
    return share === undefined ? costInAll : (lines.get(share)?.cost ?? 0);
  }
}
