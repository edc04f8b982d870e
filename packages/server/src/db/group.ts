import { createFairQueue } from "./fair-queue.ts";
import { withoutShare } from "./shares.ts";

/** Calls that arrive together and are served together, usually by one statement. */
export interface Group<Input, Output> {
  /**
   * @param share the call's share, such as a project: calls of several shares are served in turns.
   * One for all by default.
   * @param shareWeight the share's part of each turn, relative to others.
   */
  add(input: Input, share?: string, shareWeight?: number): Promise<Output>;
  /** The weight of a share's waiting calls. */
  waiting(share: string): number;
}

/**
 * Gathers inputs for at most `waitMs` (0: for the current turn of the event loop), or until they
 * weigh `size`, and serves them by one call of `serve`, which returns outputs in the order of its
 * inputs. Up to `atOnce` groups are in progress; what arrives meanwhile forms the next, so that
 * groups grow by themselves under load.
 *
 * @param options.weight of one input; 1 by default. An input heavier than `size` is served alone.
 * @param options.urgent whether an input waits for no others; those that wait are served with it.
 * None by default.
 */
export function createGroup<Input, Output>(options: {
  size: number;
  waitMs: number;
  atOnce: number;
  weight?: (input: Input) => number;
  urgent?: (input: Input) => boolean;
  serve: (inputs: readonly Input[]) => Promise<readonly Output[]>;
}): Group<Input, Output> {
  interface Call {
    input: Input;
    resolve: (output: Output) => void;
    reject: (error: unknown) => void;
  }
  const { weight = () => 1, urgent = () => false } = options;
  const queue = createFairQueue<Call>();
  let underWay = 0;
  let cancelStart: (() => void) | undefined;

  return {
    add: (input, share = "", shareWeight = 1) =>
      new Promise((resolve, reject) => {
        queue.push(share, { input, resolve, reject }, weight(input), shareWeight);
        if (underWay >= options.atOnce) return;
        if (queue.cost() >= options.size || urgent(input)) start();
        else cancelStart ??= startSoon();
      }),
    waiting: (share) => queue.cost(share),
  };

  function startSoon(): () => void {
    if (options.waitMs === 0) {
      const immediate = setImmediate(start);
      return () => clearImmediate(immediate);
    }
    const timer = setTimeout(start, options.waitMs);
    return () => clearTimeout(timer);
  }

  function start(): void {
    cancelStart?.();
    cancelStart = undefined;
    while (underWay < options.atOnce) {
      const calls = queue.take(options.size);
      if (calls.length === 0) return;
      underWay++;
      // They may belong to several shares: none of them pays for all.
      void withoutShare(() => serve(calls));
    }
  }

  async function serve(calls: readonly Call[]): Promise<void> {
    try {
      const outputs = await options.serve(calls.map((call) => call.input));
      calls.forEach((call, place) => {
        call.resolve(outputs[place] as Output);
      });
    } catch (error) {
      for (const call of calls) call.reject(error);
    } finally {
      underWay--;
      start();
    }
  }
}
