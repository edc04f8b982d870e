import { hostname } from "node:os";
import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { pause } from "../pause.ts";
import { call } from "./call.ts";
import type { Connection } from "./connection.ts";

/**
 * Gets a token for the person who confirms a code in the console.
 *
 * @param show is called with the code and the address where it is entered.
 * @throws CliError if nobody confirms it, or somebody refuses.
 */
export async function tokenByConsole(
  connection: Connection,
  show: (asked: { userCode: string; verificationUrl: string }) => void,
): Promise<string> {
  const body = { name: `Countersign CLI on ${hostname()}`.slice(0, 200) };
  const { deviceCode, intervalSeconds, ...asked } = await call(connection, "askForDevice", { body });
  show(asked);
  while (!connection.signal.aborted) {
    await pause(intervalSeconds * 1000, connection.signal);
    const { status, token } = await call(connection, "collectDeviceToken", { body: { deviceCode } });
    if (token !== null) return token;
    if (status === "pending") continue;
    throw new CliError(
      "The code was refused, or nobody confirmed it within ten minutes.",
      "countersign login",
      exitCodes.access,
    );
  }
  throw new CliError("Not signed in.", null, exitCodes.access);
}
