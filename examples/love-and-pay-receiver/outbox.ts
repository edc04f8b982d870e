import { appendFileSync } from "node:fs";

export type SendEmail = (to: string, template: string, values: Record<string, string>) => Promise<void>;

/** "Sends" each e-mail as a line of JSON at the end of a file. */
export function outbox(file: string): SendEmail {
  return async (to, template, values) => {
    appendFileSync(file, `${JSON.stringify({ to, template, ...values })}\n`);
  };
}
