import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { onTestFinished } from "vitest";

/** A mail server that accepts and parses everything. */
export interface MailServer {
  /** For nodemailer. */
  readonly url: string;
  /** In order of arrival, copies included. */
  readonly mails: readonly ParsedMail[];
}

/** Starts a mail server for the test that calls this. */
export async function mailServerForTest(): Promise<MailServer> {
  const mails: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, accepted) {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        accepted();
      }, accepted);
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, mails };
}

/** The mail's recipient. */
export function recipientOf({ to }: ParsedMail): string {
  return to === undefined
    ? ""
    : [to]
        .flat()
        .map(({ text }) => text)
        .join(", ");
}
