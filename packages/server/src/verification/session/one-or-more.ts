/** A value, or several of which any will do. */
export type OneOrMore<Value> = Value | readonly Value[];

/** The values as a list. */
export function valuesOf<Value extends string>(wanted: OneOrMore<Value>): readonly Value[] {
  return typeof wanted === "string" ? [wanted] : wanted;
}
