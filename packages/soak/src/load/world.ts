import { catalog, type EventType } from "@countersign/wire";
import { failingPath, type Receivers, slowPath } from "../receivers/receivers.ts";
import type { Body, Client } from "./client.ts";

/** The projects that the load works with, and whose receivers must be told of what. */
export interface World {
  events: Body;
  ordered: Body;
  formats: Body;
  bank: Body;
  shop: Body;
  fintech: Body;
  loyalty: Body;
}

const formats = ["able-id", "love-and-pay", "treezor", "rarus"] as const;
/** Retried for longer than any fault. */
const patient = { delaysSeconds: [0, 0.5, 1, 2, 3, ...Array<number>(45).fill(5)] };
/** A dead letter after two seconds. */
const hasty = { delaysSeconds: [0, 1, 1] };

/** A person's data, which only the service records, after a successful session. */
const reserved = /^(before_|check\.(?!outcome))/;

/** The types that a wire format is the native one of, and that callers may record. */
export const typesOf = (format: (typeof formats)[number]): EventType[] =>
  (Object.keys(catalog) as EventType[]).filter(
    (type) => catalog[type].dialect === format && !reserved.test(type),
  );

/** Creates the projects and their webhooks. */
export async function makeWorld({ manage }: Client, { url }: Receivers): Promise<World> {
  const project = (name: string, more: object = {}) =>
    manage("/projects", { name, mode: "test", language: "en", checks: "off", ...more });
  const webhook = ({ id }: Body, path: string, events: string[], more: object = {}) =>
    manage("/webhooks", {
      projectId: id,
      name: path,
      url: url + path,
      events,
      dialect: "standard",
      retry: patient,
      ...more,
    });
  const world = {
    events: await project("Events"),
    ordered: await project("Ordered"),
    formats: await project("Formats"),
    bank: await project("Bank"),
    shop: await project("Shop", { mode: "live" }),
    fintech: await project("Fintech"),
    loyalty: await project("Loyalty"),
  };
  await webhook(world.events, "/w/steady", ["kyc.*"]);
  await webhook(world.events, slowPath, ["kyc.completed"]);
  await webhook(world.events, failingPath, ["kyc.failed"], { retry: hasty });
  await webhook(world.ordered, "/w/ordered", ["kyc.completed"], { fifo: "subject" });
  for (const format of formats)
    await webhook(world.formats, `/w/${format}`, typesOf(format), { dialect: format });
  await webhook(world.shop, "/w/shop", ["kyc.*"], { dialect: "love-and-pay" });
  await webhook(world.fintech, "/w/fintech", ["document.*", "kycliveness.*"], { dialect: "treezor" });
  await webhook(world.loyalty, "/w/loyalty", ["after_registration"], { dialect: "rarus" });
  const gate = (path: string, event: string, mode: string) =>
    manage("/webhooks", { projectId: world.loyalty.id, name: path, url: url + path, events: [event], mode });
  await gate("/gate/ok", "before_order_add", "gate_apply");
  await gate("/gate/change", "before_order_update", "gate_apply");
  await gate("/gate/deny", "before_order_setstatus", "gate");
  await manage(
    `/projects/${world.bank.id}/config`,
    {
      PERSON_WEBHOOK_URL: `${url}/w/able/person`,
      REGISTRATION_WEBHOOK_URL: `${url}/w/able/registration`,
      PHOTO_WEBHOOK_URL: `${url}/w/able/photo`,
      FOREIGN_WEBHOOK_URL: `${url}/w/able/foreign`,
      SUCCESS_REDIRECT_URL: `${url}/success`,
      ERROR_REDIRECT_URL: `${url}/error`,
    },
    "PATCH",
  );
  return world;
}
