import * as z from "zod";

/** What a role can allow, as the server's table and the console's buttons name it. */
export const permissionNames = [
  "own_account.use",
  "operators.manage",
  "projects.create",
  "registry.manage",
  "erasures.read",
  "system.read",
  "audit.read",
  "projects.read",
  "projects.change",
  "addresses.read",
  "addresses.change",
  "api_keys.manage",
  "secrets.rotate",
  "gateway.read",
  "gateway.change",
  "payments.manage",
  "users.change",
  "event_types.read",
  "event_types.change",
  "events.read",
  "events.record",
  "deliveries.read",
  "deliveries.send",
  "webhooks.read",
  "webhooks.change",
  "webhooks.set_up",
  "interceptions.read",
  "interceptions.run",
  "sessions.read",
  "sessions.start",
  "subjects.erase",
  "people.erase",
  "personal_data.read",
  "signed_documents.read",
  "reviews.decide",
  "reviews.override",
  "reviews.release",
  "integration.call",
  "integration.use",
] as const;
export type Permission = (typeof permissionNames)[number];

const permissionList = z.array(z.enum(permissionNames));

export const permissionsSchema = z
  .strictObject({
    everywhere: permissionList.describe("Permissions in every project and of the service."),
    byProject: z
      .record(z.string(), permissionList)
      .describe("Further permissions in single projects, by the project's id."),
  })
  .describe("What the person may do.");
export type Permissions = z.output<typeof permissionsSchema>;
