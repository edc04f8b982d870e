import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Card } from "../../parts/card.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useWebhooks } from "../../project/use-webhooks.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { readDelivery } from "../deliveries/calls.ts";
import { Cause } from "../deliveries/cause.tsx";
import { DeliveryState } from "../deliveries/delivery-state.tsx";
import { ResendButton } from "../deliveries/resend-button.tsx";
import { Attempts } from "./attempts.tsx";
import { CurlButton } from "./curl-button.tsx";
import styles from "./delivery.module.css";
import { Exchange } from "./exchange.tsx";
import { texts } from "./texts.ts";
import { Where } from "./where.tsx";

const route = getRouteApi("/frame/deliveries/$deliveryId");

/** Everything about one delivery: its attempts by phases, and what was sent and answered. */
export function Delivery() {
  const t = useTexts(texts);
  const { deliveryId } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["delivery", deliveryId],
    queryFn: ({ signal }) => readDelivery(deliveryId, signal),
    refetchInterval: ({ state }) => (state.data?.settledAt === null ? 5000 : false),
  });
  const webhooks = useWebhooks(data?.projectId).data?.data ?? [];
  const crumb = (
    <>
      <Link to="/deliveries">{t.crumb}</Link> / <code>{deliveryId}</code>
    </>
  );
  if (data === undefined) {
    return (
      <Screen title={deliveryId} heading={<code>{deliveryId}</code>} crumb={crumb}>
        {isPending && <Skeleton />}
        {error && <ProblemNote error={error} retry={() => void refetch()} />}
      </Screen>
    );
  }
  const webhook = webhooks.find(({ id }) => id === data.webhookId);
  const attempt =
    data.attempts.find(({ number }) => String(number) === search.attempt) ?? data.attempts.at(-1);
  const choose = (change: typeof search) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <Screen
      title={`${data.type} → ${webhook?.name ?? data.webhookId}`}
      heading={
        <>
          <code className={styles.type}>{data.type}</code> → {webhook?.name ?? data.webhookId}
        </>
      }
      crumb={crumb}
      actions={
        <>
          <DeliveryState delivery={data} />
          <CurlButton delivery={data} attempt={attempt} />
          <ResendButton delivery={data} />
        </>
      }
    >
      <Cause delivery={data} />
      <div className={styles.columns}>
        <Attempts
          delivery={data}
          selected={attempt?.number}
          onSelect={(number) => choose({ attempt: String(number) })}
        />
        <Where delivery={data} attempt={attempt} />
      </div>
      {attempt && (
        <Card flush>
          <Exchange
            delivery={data}
            attempt={attempt}
            tab={search.tab ?? "request"}
            onTab={(tab) => choose({ tab })}
          />
        </Card>
      )}
    </Screen>
  );
}
