import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Answer, caller } from "../../examples/demo/client.ts";
import { type Received, startReceiver } from "../../examples/demo/receiver.ts";

const peopleFile = path.resolve(import.meta.dirname, "../../examples/demo/people/people.ndjson");

/** A test-mode project to develop with, and the receiver of its webhooks. */
export interface Bank {
  /** Starts an identification of a demo person and returns the address of the applicant's page. */
  startSession(): Promise<string>;
}

/**
 * Opens the project of this data directory on a running service; the first time, creates it and
 * imports the demo people. Its id and secret are kept in the directory, as the service shows them
 * once.
 */
export async function openBank(serviceUrl: string, operatorToken: string, dataDir: string): Promise<Bank> {
  const manage = caller(`${serviceUrl}/manage/v1`, { authorization: `Bearer ${operatorToken}` });
  const people: Answer[] = readFileSync(peopleFile, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
  const projectFile = path.join(dataDir, "development-project.json");
  if (!existsSync(projectFile)) {
    await manage("/registry/people", people);
    const created = await manage("/projects", { name: "Development bank", mode: "test", language: "en" });
    writeFileSync(projectFile, JSON.stringify(created), { mode: 0o600 });
  }
  const project: Answer = JSON.parse(readFileSync(projectFile, "utf8"));
  const receiver = await startReceiver(printWebhook);
  receiver.trust(project);
  await manage(
    `/projects/${project.id}/config`,
    {
      PERSON_WEBHOOK_URL: `${receiver.url}/person`,
      SUCCESS_REDIRECT_URL: `${receiver.url}/success`,
      ERROR_REDIRECT_URL: `${receiver.url}/error`,
    },
    "PATCH",
  );
  const { person } = people.find((one) => one.photo !== null && one.locked !== true);
  const check = caller(serviceUrl);
  return {
    async startSession() {
      const { data } = await check("/check/start/second", {
        projectId: project.id,
        secret: project.secret,
        pinfl: person.pinfl,
        birthDate: person.birthDate,
        transactionId: `dev-${Date.now()}`,
        hooks: [`${receiver.url}/outcome`],
      });
      return data.fullUrl;
    },
  };
}

function printWebhook({ path: address, body, signed }: Received): void {
  process.stdout.write(`webhook ${address}: ${body.type}, ${signed ? "signature ok" : "WRONG SIGNATURE"}\n`);
}
