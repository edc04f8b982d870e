/** A time as in `<input type="datetime-local">`: in the viewer's zone, to the minute. */
export function toLocalInput(iso: string | null): string {
  if (iso === null) return "";
  const time = new Date(iso);
  const two = (value: number) => String(value).padStart(2, "0");
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${date}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** The same for the API; null if nothing is chosen. */
export function fromLocalInput(text: string): string | null {
  const time = new Date(text);
  return text === "" || Number.isNaN(time.getTime()) ? null : time.toISOString();
}
