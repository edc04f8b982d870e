/** Calls that arrive together and are served together. */
export interface Group<Input, Output> {
  add(input: Input): Promise<Output>;
}

/**
 * Gathers inputs for at most `waitMs`, or until there are `size`, and serves them by one call of `serve`, which
 * answers in the order of its inputs. Up to `atOnce` groups are under way; what arrives meanwhile forms the
 * next, so that groups grow by themselves under load.
 */
export function createGroup<Input, Output>(options: {
  size: number;
  waitMs: number;
  atOnce: number;
  serve: (inputs: readonly Input[]) => Promise<readonly Output[]>;
}): Group<Input, Output> {
  interface Call {
    input: Input;
    resolve: (output: Output) => void;
    reject: (error: unknown) => void;
  }
  let waiting: Call[] = [];
  let underWay = 0;
  let timer: NodeJS.Timeout | undefined;

  return {
    add: (input) =>
      new Promise((resolve, reject) => {
        waiting.push({ input, resolve, reject });
        if (waiting.length >= options.size) start();
        else timer ??= setTimeout(start, options.waitMs);
      }),
  };

  function start(): void {
    clearTimeout(timer);
    timer = undefined;
    while (waiting.length > 0 && underWay < options.atOnce) {
      const calls = waiting.slice(0, options.size);
      waiting = waiting.slice(options.size);
      underWay++;
      void serve(calls);
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
      if (waiting.length > 0) start();
    }
  }
}
