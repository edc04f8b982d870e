export interface MemorySample {
  name: string;
  /** Counts the service's processes: a new one has the memory of a new one. */
  start: number;
  atMs: number;
  bytes: number;
}

export interface MemoryAccount {
  name: string;
  /** Medians of the second and the last fifth of the run, in MiB. */
  early: number;
  late: number;
  highest: number;
  /** The median change over the run, in MiB an hour. */
  slope: number;
}

const mebibyte = 2 ** 20;
const maxPoints = 200;
/** A process that just began is smaller than it will be. */
const warmUpMs = 60_000;

/**
 * The services' memory after each process's first minute: flat if the late median exceeds the early one by at most a quarter
 * and 32 MiB. Runs of less than ten minutes are not judged.
 */
export function accountMemory(samples: readonly MemorySample[]): {
  services: MemoryAccount[];
  findings: string[];
} {
  const services = [...new Set(samples.map(({ name }) => name))].map((name) =>
    summary(name, warm(samples.filter((sample) => sample.name === name))),
  );
  const lastMs = Math.max(0, ...samples.map(({ atMs }) => atMs));
  if (lastMs < 10 * 60_000) return { services, findings: [] };
  const findings = services
    .filter(({ early, late }) => !(late <= early * 1.25 + 32))
    .map(
      ({ name, early, late }) => `memory: ${name} grew from ${early.toFixed(0)} to ${late.toFixed(0)} MiB`,
    );
  return { services, findings };
}

function warm(samples: readonly MemorySample[]): MemorySample[] {
  const firsts = new Map<number, number>();
  for (const { start, atMs } of samples) firsts.set(start, Math.min(firsts.get(start) ?? atMs, atMs));
  return samples.filter(({ start, atMs }) => atMs - (firsts.get(start) ?? 0) >= warmUpMs);
}

function summary(name: string, samples: readonly MemorySample[]): MemoryAccount {
  const points = samples.map(({ atMs, bytes }) => ({ at: atMs, value: bytes / mebibyte }));
  const endMs = Math.max(0, ...points.map(({ at }) => at));
  const between = (from: number, to: number) =>
    median(points.filter(({ at }) => at >= endMs * from && at <= endMs * to).map(({ value }) => value));
  return {
    name,
    early: between(0.2, 0.4),
    late: between(0.8, 1),
    highest: Math.max(0, ...points.map(({ value }) => value)),
    slope: slopeOf(points) * 3_600_000,
  };
}

/** The median slope between pairs of points (Theil and Sen's): one peak doesn't tilt it. */
export function slopeOf(points: readonly { at: number; value: number }[]): number {
  const step = Math.max(1, Math.ceil(points.length / maxPoints));
  const few = points.filter((_, at) => at % step === 0);
  const slopes = few.flatMap((a, at) =>
    few.slice(at + 1).flatMap((b) => (b.at === a.at ? [] : [(b.value - a.value) / (b.at - a.at)])),
  );
  return slopes.length === 0 ? 0 : median(slopes);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
