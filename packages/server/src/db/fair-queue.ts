/** What waits, in lines: one per share (a project, say), each first in, first out. */
export interface FairQueue<Item> {
  /**
   * @param cost what the item takes of a portion; above 0.
   * @param weight how much of each round the line gets, compared with others; the last one given counts.
   */
  push(share: string, item: Item, cost: number, weight: number): void;
  /** The next portion, of at most `size` in all. An item that costs more comes alone. */
  take(size: number): Item[];
  /** What all that waits costs; with a name, what waits in that line. */
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
  /** What it may still take in its turn. What is left of it is kept while something waits. */
  credit: number;
  /** Whether it was credited for its present turn, which a full portion interrupted. */
  credited: boolean;
}

/** What a line of weight 1 is credited in each turn. Small, so that even among many lines a new one's turn comes soon. */
const perTurn = 8;

/**
 * Deficit round robin: the lines take turns, and in each a line takes what its credit pays for. However much waits in one
 * line, the first item of another is in the next portion, or in the one after where a dear item filled that;
 * and each line pays for its own dear items. A line that is alone pays nothing.
 */
export function createFairQueue<Item>(): FairQueue<Item> {
  /** Lines in which something waits, in the order of their turns. */
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
    // A line that is put back at the end is visited again.
    for (const [share, line] of lines) {
      const alone = lines.size === 1;
      if (!line.credited) line.credit += perTurn * line.weight;
      line.credited = true;
      for (let node = line.first; node; node = line.first) {
        if (!alone && node.cost > line.credit) break;
        // Its turn goes on in the next portion.
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
      // An outgrown table of the map may hold the line for long: not what waited in it.
      else line.last = null;
    }
    return portion;
  }

  function cost(share?: string): number {
    return share === undefined ? costInAll : (lines.get(share)?.cost ?? 0);
  }
}
