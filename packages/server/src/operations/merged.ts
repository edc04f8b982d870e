/** The members that a change may name. */
export type Changes<Fields> = { [Name in keyof Fields]?: Fields[Name] | undefined };

/** The fields with the named ones replaced. */
export function merged<Fields extends object>(fields: Fields, changes: Changes<Fields>): Fields {
  const named = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...fields, ...Object.fromEntries(named) };
}
