import { catalog } from "@countersign/wire";
import { Refused } from "./client.ts";
import type { LoadContext } from "./context.ts";
import { somebody } from "./marker.ts";

/** A loyalty user by the Rarus calls: a promise of `after_registration`. */
export async function register({ client, world, ledger }: LoadContext): Promise<void> {
  const { body } = await client.send({
    method: "POST",
    path: "/organization/user/new",
    headers: { authorization: `Bearer ${world.loyalty.apiKey}` },
    body: { email: `${somebody()}@example.com`, firstName: somebody() },
  });
  const id = body?.user?.id;
  if (typeof id === "string") ledger.promised.add(`/w/loyalty ${id} after_registration`);
}

const verdicts = {
  before_order_add: true,
  before_order_update: true,
  before_order_setstatus: false,
} as const;

/** Asks the hooks; while receivers fail a hook may deny what it allows otherwise. */
export async function intercept({ client, world, random }: LoadContext): Promise<void> {
  const event = random.pick(Object.keys(verdicts) as (keyof typeof verdicts)[]);
  const verdict = await client.manage(`/intercept/${event}`, {
    projectId: world.loyalty.id,
    payload: catalog[event].example,
  });
  // A gate that denies must never be read as one that allows, whatever is broken.
  if (verdict.allow === true && !verdicts[event])
    throw new Refused(`${event} was allowed, its gate denies it`);
}
