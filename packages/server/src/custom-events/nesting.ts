/**
 * Whether objects and arrays are nested deeper than `levels`. Uses no stack, however deep they are.
 */
export function isDeeperThan(value: unknown, levels: number): boolean {
  let layer = [value];
  for (let level = 0; layer.length > 0; level++) {
    const holders = layer.filter((each) => typeof each === "object" && each !== null) as object[];
    if (holders.length > 0 && level >= levels) return true;
    layer = holders.flatMap((holder) => Object.values(holder));
  }
  return false;
}
