/** One part of a stream of server-sent events. */
export interface ServerEvent {
  /** Null: the server only says where the reader stands. */
  event: string | null;
  data: string;
  /** The id to resume after; null where none was given. */
  id: string | null;
}

/**
 * Reads a stream of server-sent events piece by piece. Unlike a browser it also returns ids that
 * come without an event: they are what keeps the place of a reader for whom nothing happens.
 */
export function serverEvents(): (piece: string) => ServerEvent[] {
  let rest = "";
  return (piece) => {
    const blocks = (rest + piece).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => eventIn(block) ?? []);
  };
}

function eventIn(block: string): ServerEvent | null {
  const found: ServerEvent = { event: null, data: "", id: null };
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [, name = "", value = ""] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
    if (name === "data") data.push(value);
    else if (name === "event" || name === "id") found[name] = value;
  }
  if (data.length > 0) return { ...found, event: found.event ?? "message", data: data.join("\n") };
  return found.id === null ? null : { ...found, event: null };
}
