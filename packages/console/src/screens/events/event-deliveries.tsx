import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Loaded } from "../../parts/loaded.tsx";
import { useProject } from "../../project/use-project.ts";
import { useWebhooks } from "../../project/use-webhooks.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { AnswerOf, DeliveryState } from "../deliveries/delivery-state.tsx";
import { deliveriesOf } from "./calls.ts";
import styles from "./events.module.css";
import { texts } from "./texts.ts";

const pollMs = 5000;

/** Where an event went: one line for each webhook. */
export function EventDeliveries({ eventId }: { eventId: string }) {
  const t = useTexts(texts);
  const webhooks = useWebhooks(useProject()?.id).data?.data ?? [];
  const deliveries = useQuery({
    queryKey: ["event-deliveries", eventId],
    queryFn: ({ signal }) => deliveriesOf(eventId, signal),
    refetchInterval: ({ state }) =>
      state.data?.data.some(({ settledAt }) => settledAt === null) ? pollMs : false,
  });
  return (
    <Loaded query={deliveries} rows={2}>
      {({ data }) =>
        data.length === 0 ? (
          <p>{t.noDeliveries}</p>
        ) : (
          <ul className={styles.deliveries}>
            {data.map((delivery) => (
              <li key={delivery.id}>
                <Link to="/deliveries/$deliveryId" params={{ deliveryId: delivery.id }}>
                  {webhooks.find(({ id }) => id === delivery.webhookId)?.name ?? delivery.webhookId}
                </Link>
                <DeliveryState delivery={delivery} />
                <AnswerOf delivery={delivery} />
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
