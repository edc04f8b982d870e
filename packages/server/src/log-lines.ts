/** Writes text in order, asynchronously. */
export interface LineOutput {
  write(text: string): unknown;
  /** Writes everything buffered, synchronously: for process exit. */
  flushSync(): void;
}

/** Characters. */
const most = 32 * 1024;
const withinMs = 50;

/**
 * Writes lines in batches: at most 50 ms after the first, and at once by `flushSync`. A single line costs pino's output
 * 4 µs and a system call between two requests; in a batch it costs 0.5 µs.
 */
export function gatherLines(output: LineOutput): LineOutput {
  let lines = "";
  let timer: NodeJS.Timeout | undefined;
  const handOn = () => {
    clearTimeout(timer);
    timer = undefined;
    if (lines === "") return;
    const text = lines;
    lines = "";
    output.write(text);
  };
  return {
    write(line) {
      lines += line;
      if (lines.length >= most) handOn();
      else timer ??= setTimeout(handOn, withinMs);
    },
    flushSync() {
      handOn();
      output.flushSync();
    },
  };
}
