import type { WebhookView } from "@countersign/wire";
import { Link } from "@tanstack/react-router";
import { WebhookState } from "../../project/webhook-state.tsx";
import { byEvent } from "./order.ts";
import styles from "./webhooks.module.css";

/** What runs when: each event with the webhooks that it calls, in their order. */
export function EventList({ webhooks }: { webhooks: readonly WebhookView[] }) {
  return byEvent(webhooks).map(({ pattern, webhooks: called }) => (
    <div key={pattern} className={styles.event}>
      <code>{pattern}</code>
      <ol>
        {called.map((webhook) => (
          <li key={webhook.id}>
            <span className={styles.soft}>{webhook.order}</span>{" "}
            <Link to="/webhooks/$webhookId" params={{ webhookId: webhook.id }} className={styles.name}>
              {webhook.name}
            </Link>{" "}
            <code className={styles.soft}>{webhook.mode.replace("_", "-")}</code>{" "}
            <WebhookState webhook={webhook} />
          </li>
        ))}
      </ol>
    </div>
  ));
}
