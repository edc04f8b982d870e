import { CliError } from "../cli-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { failureReasons } from "../generated/reasons.ts";
import type { FailureReason } from "./triggered.ts";
import { failingMethod, failingTypes } from "./ways.ts";

/**
 * The reason that `--fail` names for an event of this type; null without the flag. It is checked
 * before a session is started, which the service would leave open where it refuses the reason.
 *
 * @throws CliError if the event is not sent after a failure, or its session never fails for this
 * reason.
 */
export function failureReasonOf(type: string, fail: string | undefined): FailureReason | null {
  if (fail === undefined) return null;
  const method = failingMethod(type);
  if (method === null)
    throw new CliError(
      `--fail: ${type} is not sent after a failure.`,
      `Leave --fail out, or trigger one of ${failingTypes.join(", ")}.`,
      exitCodes.usage,
    );
  const reasons: readonly FailureReason[] = failureReasons[method];
  const reason = reasons.find((each) => each === fail);
  if (reason !== undefined) return reason;
  throw new CliError(
    `--fail ${fail}: not a reason for which ${type} is sent.`,
    `Use one of ${reasons.join(", ")}.`,
    exitCodes.usage,
  );
}
