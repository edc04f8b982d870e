/** Everything that a surface has confirmed has arrived, but for what was released by an erasure. */
export function accountPromises(
  promised: ReadonlySet<string>,
  released: ReadonlySet<string>,
  arrived: ReadonlySet<string>,
): { kept: number; released: number; findings: string[] } {
  const missing = [...promised].filter((key) => !arrived.has(key));
  return {
    kept: promised.size - missing.length,
    released: missing.filter((key) => released.has(key)).length,
    findings: missing
      .filter((key) => !released.has(key))
      .map((key) => `lost: ${key} was confirmed and never came`),
  };
}
