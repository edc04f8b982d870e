/** Context under which a trace's steps are sealed. */
export function stepsContext(id: string): string {
  return `interception:${id}:steps`;
}
