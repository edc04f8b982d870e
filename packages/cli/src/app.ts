import { buildApplication, buildRouteMap, text_en } from "@stricli/core";
import { CliError } from "./cli-error.ts";
import { completionCommand } from "./commands/completion.ts";
import { deliveryCommands } from "./commands/deliveries.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { eventCommands } from "./commands/events.ts";
import { listenCommand } from "./commands/listen.ts";
import { loginCommand } from "./commands/login.ts";
import { profileCommands } from "./commands/profiles.ts";
import { projectCommands } from "./commands/projects.ts";
import { registryCommands } from "./commands/registry.ts";
import { reviewCommands } from "./commands/reviews.ts";
import { sessionCommands } from "./commands/sessions.ts";
import { triggerCommand } from "./commands/trigger.ts";
import { verifyCommand } from "./commands/verify.ts";
import { webhookCommands } from "./commands/webhooks.ts";
import type { CliContext } from "./context.ts";
import { exitCodes } from "./exit-codes.ts";

const routes = buildRouteMap<string, CliContext>({
  docs: {
    brief: "Countersign's command line",
    fullDescription:
      "Exit status: 0 done, 1 refused or not in order, 2 wrong usage, 3 not signed in or not permitted, 4 service out of reach, 70 a bug.",
  },
  routes: {
    login: loginCommand,
    profiles: profileCommands,
    projects: projectCommands,
    listen: listenCommand,
    trigger: triggerCommand,
    events: eventCommands,
    deliveries: deliveryCommands,
    webhooks: webhookCommands,
    sessions: sessionCommands,
    reviews: reviewCommands,
    registry: registryCommands,
    verify: verifyCommand,
    doctor: doctorCommand,
    completion: completionCommand,
  },
});

/** The command line. */
export function cliApp(version: string) {
  return buildApplication<CliContext>(routes, {
    name: "countersign",
    versionInfo: { currentVersion: version },
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    documentation: { caseStyle: "convert-camel-to-kebab" },
    determineExitCode: (error) => (error instanceof CliError ? error.exitCode : exitCodes.bug),
    localization: {
      loadText: () => ({
        ...text_en,
        exceptionWhileRunningCommand: (error) =>
          error instanceof CliError ? error.text() : text_en.exceptionWhileRunningCommand(error, false),
      }),
    },
  });
}
