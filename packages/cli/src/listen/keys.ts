import { openAddress } from "../open-address.ts";
import type { Listening, Shown } from "./listen.ts";
import type { Tell } from "./notices.ts";

/** What the keys act on and say. */
export interface KeyDeps {
  listening: Listening;
  tell: Tell;
  /** The service's address, where its console is. */
  url: string;
  end: () => void;
}

export const keyHelp =
  "keys: r resend the last one to your receiver, o open it in the console, d details, q quit";

/** A terminal's input. */
interface Terminal {
  isTTY?: boolean;
  setRawMode?(mode: boolean): unknown;
  on(event: "data", listener: (chunk: Buffer) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** Listens to single keys until the returned function is called. A pipe has none. */
export function watchKeys(stdin: object, deps: KeyDeps): () => void {
  const terminal = stdin as Terminal;
  if (!terminal.isTTY || terminal.setRawMode === undefined) return () => undefined;
  terminal.setRawMode(true);
  terminal.on("data", (chunk) => {
    for (const key of chunk.toString("utf8")) onKey(key, deps);
  });
  terminal.resume();
  return () => {
    terminal.setRawMode?.(false);
    terminal.pause();
  };
}

function onKey(key: string, { listening, tell, url, end }: KeyDeps): void {
  // In raw mode Ctrl-C is a key like any other.
  if (key === "q" || key === "\u0003") end();
  const last: Shown | undefined = listening.recent.at(-1);
  if (last === undefined) return;
  if (key === "r") void listening.again(last);
  else if (key === "o") openAddress(`${url}/console/deliveries/${last.message.deliveryId}`);
  else if (key === "d") tell({ kind: "details", ...last });
}
