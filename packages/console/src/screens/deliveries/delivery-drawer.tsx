import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Kbd } from "../../keys/kbd.tsx";
import { useKeys } from "../../keys/keys.ts";
import { buttonClass } from "../../parts/button.tsx";
import { Drawer } from "../../parts/drawer.tsx";
import { Facts } from "../../parts/facts.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { Time } from "../../parts/time.tsx";
import { useProject } from "../../project/use-project.ts";
import { useWebhooks } from "../../project/use-webhooks.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { readDelivery } from "./calls.ts";
import { Cause } from "./cause.tsx";
import { DeliveryState } from "./delivery-state.tsx";
import { Phases } from "./phases.tsx";
import { ResendButton } from "./resend-button.tsx";
import { texts } from "./texts.ts";

/** One delivery next to the log: its cause in a sentence, its ids, its last attempt. */
export function DeliveryDrawer({
  id,
  takeFocus,
  onClose,
}: {
  id: string;
  takeFocus: boolean;
  onClose: () => void;
}) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const delivery = useQuery({
    queryKey: ["delivery", id],
    queryFn: ({ signal }) => readDelivery(id, signal),
  });
  const webhooks = useWebhooks(useProject()?.id).data?.data ?? [];
  useKeys([
    {
      keys: "o",
      label: t.page,
      run: () => void navigate({ to: "/deliveries/$deliveryId", params: { deliveryId: id } }),
    },
  ]);
  const { data } = delivery;
  const webhook = webhooks.find((each) => each.id === data?.webhookId);
  const last = data?.attempts.at(-1);
  return (
    <Drawer
      label={id}
      takeFocus={takeFocus}
      onClose={onClose}
      title={
        data ? (
          <>
            <code>{data.type}</code> → {webhook?.name ?? data.webhookId}
          </>
        ) : (
          <code>{id}</code>
        )
      }
      actions={
        <>
          <Link to="/deliveries/$deliveryId" params={{ deliveryId: id }} className={buttonClass()}>
            {t.page} <Kbd keys="o" />
          </Link>
          {data && <ResendButton delivery={data} />}
        </>
      }
    >
      {delivery.isPending && <Skeleton rows={4} />}
      {delivery.error && <ProblemNote error={delivery.error} retry={() => void delivery.refetch()} />}
      {data && (
        <>
          <div>
            <DeliveryState delivery={data} />
          </div>
          <Cause delivery={data} />
          <Facts
            facts={[
              [t.facts.delivery, <code key="id">{data.id}</code>],
              [t.facts.event, <code key="event">{data.eventId}</code>],
              [t.facts.subject, data.subject && <code key="subject">{data.subject}</code>],
              [t.facts.accepted, <Time key="at" at={data.createdAt} full />],
              [t.facts.settled, data.settledAt && <Time key="settled" at={data.settledAt} full />],
            ]}
          />
          <h3>{t.sections.last}</h3>
          {last ? <Phases attempt={last} longestMs={last.durationMs} legend /> : <p>{t.noAttempt}</p>}
        </>
      )}
    </Drawer>
  );
}
