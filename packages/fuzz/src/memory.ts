/** Resident memory of the service over a run, in bytes. */
export interface MemoryWatch {
  /** Takes a sample after `done` of `total` requests. */
  sample(done: number, total: number): Promise<void>;
  summary(): MemorySummary;
}

export interface MemorySummary {
  /** Median of the samples in the second tenth of the run, in MiB. */
  early: number;
  /** Median of the samples in the last tenth, in MiB. */
  late: number;
  highest: number;
  /** Whether the late median exceeds the early one by at most a quarter and 32 MiB. */
  flat: boolean;
}

const gauge = /^process_resident_memory_bytes (\d+(?:\.\d+)?(?:e\+?\d+)?)$/m;
const mebibyte = 2 ** 20;

/** Reads the service's own metric, so that it works on any system. */
export function watchMemory(metricsUrl: string): MemoryWatch {
  const samples: { at: number; mebibytes: number }[] = [];
  return {
    async sample(done, total) {
      const text = await (await fetch(metricsUrl)).text();
      const bytes = gauge.exec(text)?.[1];
      if (bytes === undefined) throw new Error(`${metricsUrl} shows no process_resident_memory_bytes`);
      samples.push({ at: done / total, mebibytes: Number(bytes) / mebibyte });
    },
    summary() {
      const early = median(samples.filter(({ at }) => at >= 0.1 && at < 0.2));
      const late = median(samples.filter(({ at }) => at >= 0.9));
      const highest = Math.max(...samples.map(({ mebibytes }) => mebibytes));
      return { early, late, highest, flat: late <= early * 1.25 + 32 };
    },
  };
}

function median(samples: readonly { mebibytes: number }[]): number {
  const sorted = samples.map(({ mebibytes }) => mebibytes).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
