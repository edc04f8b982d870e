import { operator } from "./client.ts";
import type { LoadContext } from "./context.ts";

/** Sends the last few deliveries of a project again. */
export async function replay({ client, world, random }: LoadContext): Promise<void> {
  const project = random.pick([world.events, world.formats, world.loyalty]);
  const { data } = await client.manage(`/deliveries?projectId=${project.id}&status=delivered&limit=5`);
  const deliveryId = data.map(({ id }: { id: string }) => id);
  if (deliveryId.length > 0) await client.manage("/replays", { projectId: project.id, deliveryId });
}

const views = ["deliveries", "events", "sessions", "reviews", "erasures", "interceptions", "audit"] as const;

/** Looks at a screen of the console. */
export async function look({ client, random }: LoadContext): Promise<void> {
  await client.send({ path: `/manage/v1/${random.pick(views)}?limit=10`, headers: operator });
}
