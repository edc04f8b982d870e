import { spawn } from "node:child_process";

/** Opens an address in the user's browser, if there is one. */
export function openAddress(address: string): void {
  const [command, ...args] =
    process.platform === "darwin"
      ? ["open", address]
      : process.platform === "win32"
        ? ["rundll32", "url.dll,FileProtocolHandler", address]
        : ["xdg-open", address];
  if (command === undefined) return;
  // Without a browser, the printed address is enough.
  spawn(command, args, { stdio: "ignore", detached: true })
    .on("error", () => undefined)
    .unref();
}
