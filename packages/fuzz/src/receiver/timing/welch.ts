/** How two sets of measurements differ. */
export interface Difference {
  /** Welch's t: the difference of the means in standard errors, positive if the second is larger. */
  t: number;
  /** The difference of the means, in the unit of the measurements. */
  means: number;
  /** Its standard error. */
  error: number;
  /** Cohen's d: the difference in standard deviations of one measurement. */
  effect: number;
}

/** Compares two sets of measurements, of at least two each. */
export function welch(one: Float64Array, other: Float64Array): Difference {
  const first = momentsOf(one);
  const second = momentsOf(other);
  const means = second.mean - first.mean;
  const error = Math.sqrt(first.variance / one.length + second.variance / other.length);
  const deviation = Math.sqrt((first.variance + second.variance) / 2);
  return { t: quotient(means, error), means, error, effect: quotient(means, deviation) };
}

function momentsOf(values: Float64Array): { mean: number; variance: number } {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const squares = values.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}

function quotient(difference: number, by: number): number {
  return difference === 0 ? 0 : difference / by;
}
