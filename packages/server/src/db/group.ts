/** Calls that arrive together and are served together, by one statement as a rule. */
export interface Group<Input, Output> {
  add(input: Input): Promise<Output>;
}

/**
 * Gathers inputs for at most `waitMs` (0: for the present turn of the event loop), or until they weigh `size`, and
 * serves them by one call of `serve`, which answers in the order of its inputs. Up to `atOnce` groups are under way;
 * what arrives meanwhile forms the next, so that groups grow by themselves under load.
 *
 * @param options.weight of one input; 1 unless told. An input heavier than `size` goes alone.
 * @param options.urgent whether an input waits for no others; those that wait go with it. None unless told.
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
    weight: number;
    resolve: (output: Output) => void;
    reject: (error: unknown) => void;
  }
  const { weight = () => 1, urgent = () => false } = options;
  let waiting: Call[] = [];
  let weightWaiting = 0;
  let underWay = 0;
  let cancelStart: (() => void) | undefined;

  return {
    add: (input) =>
      new Promise((resolve, reject) => {
        const call = { input, weight: weight(input), resolve, reject };
        waiting.push(call);
        weightWaiting += call.weight;
        if (underWay >= options.atOnce) return;
        if (weightWaiting >= options.size || urgent(input)) start();
        else cancelStart ??= startSoon();
      }),
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
    while (waiting.length > 0 && underWay < options.atOnce) {
      underWay++;
      void serve(next());
    }
  }

  function next(): Call[] {
    let taken = 0;
    let sum = 0;
    for (const call of waiting) {
      if (taken > 0 && sum + call.weight > options.size) break;
      sum += call.weight;
      taken++;
    }
    const calls = waiting.slice(0, taken);
    waiting = waiting.slice(taken);
    weightWaiting -= sum;
    return calls;
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
      if (waiting.length > 0) start();
    }
  }
}
