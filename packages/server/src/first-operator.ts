import type { Logger } from "pino";
import { hasOperator } from "./access/index.ts";
import type { HttpDeps } from "./http/index.ts";
import { createFirstLink } from "./sign-in/index.ts";

/** While nobody can sign in, prints a one-time link to create the first operator. It never goes into the log. */
export async function offerFirstOperator(
  http: HttpDeps,
  log: Logger,
  print: (text: string) => void,
): Promise<void> {
  if (await hasOperator(http)) return;
  if (http.operatorToken === null) {
    log.warn("nobody can sign in: open the link that is printed to stderr and create the first operator");
  }
  const { url, expiresAt } = await createFirstLink(http);
  print(`Create the first operator here, until ${expiresAt.toISOString()}:\n\n  ${url}\n`);
}
