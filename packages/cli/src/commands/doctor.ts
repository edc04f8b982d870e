import { buildCommand } from "@stricli/core";
import type { ConnectionFlags } from "../api/connection.ts";
import type { CliContext } from "../context.ts";
import { type Examined, examine } from "../doctor/examine.ts";
import { exitCodes } from "../exit-codes.ts";
import { safeText } from "../output/safe-text.ts";
import { connectionFlags, jsonFlag } from "./flags.ts";

export const doctorCommand = buildCommand<ConnectionFlags & { json: boolean }, [], CliContext>({
  docs: {
    brief: "Look at what may stand between you and a webhook that works",
    fullDescription:
      "Node, the configuration, the service, the clocks, the token, the project and its webhooks.",
  },
  parameters: { flags: { ...connectionFlags, ...jsonFlag } },
  async func(flags) {
    for await (const examined of examine(this, flags)) {
      this.process.stdout.write(
        flags.json ? `${JSON.stringify(examined)}\n` : safeText(examinedText(examined)),
      );
      if (examined.state === "bad") this.process.exitCode = exitCodes.failed;
    }
  },
});

function examinedText({ what, state, says, next }: Examined): string {
  const line = `${state.padEnd(5)} ${what}: ${says}\n`;
  return next === undefined ? line : `${line}      Next: ${next}\n`;
}
