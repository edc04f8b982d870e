/** Whether a list of exact types, families (`kyc.*`) and `*` holds this event type. */
export function wants(eventTypes: readonly string[], type: string): boolean {
  return eventTypes.some((wanted) => {
    if (wanted === "*" || wanted === type) return true;
    return wanted.endsWith(".*") && type.startsWith(wanted.slice(0, -1));
  });
}
