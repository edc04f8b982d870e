/** One event of a stream of server-sent events. */
export interface ServerEvent {
  /** `message` where the server names none. */
  event: string;
  data: string;
  /** The id to resume after; empty where none was given. */
  id: string;
}

/** Reads a stream of server-sent events piece by piece. Comments are dropped. */
export function serverEvents(): (piece: string) => ServerEvent[] {
  let rest = "";
  return (piece) => {
    const blocks = (rest + piece).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => {
      const event = eventOf(block);
      return event === null ? [] : [event];
    });
  };
}

function eventOf(block: string): ServerEvent | null {
  const event: ServerEvent = { event: "message", data: "", id: "" };
  const data: string[] = [];
  let isThere = false;
  for (const line of block.split("\n")) {
    const [, name = "", value = ""] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
    if (name === "data") data.push(value);
    else if (name === "event" || name === "id") event[name] = value;
    else continue;
    isThere = true;
  }
  return isThere ? { ...event, data: data.join("\n") } : null;
}
