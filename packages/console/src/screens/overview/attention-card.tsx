import type { AttentionItem } from "@countersign/wire";
import { Link } from "@tanstack/react-router";
import { Card } from "../../parts/card.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Loaded } from "../../parts/loaded.tsx";
import { type Health, Status } from "../../parts/status.tsx";
import { useMay } from "../../people/use-may.ts";
import { usePreferences } from "../../preferences/preferences.ts";
import { count, duration } from "../../texts/times.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./attention-texts.ts";
import styles from "./overview.module.css";
import { useAttention } from "./use-figures.ts";

const healths: Readonly<Record<AttentionItem["kind"], Health>> = {
  webhook_failing: "bad",
  webhook_disabled: "bad",
  interceptions_degraded: "bad",
  review_waiting: "warn",
  gate_expiring: "warn",
  api_key_expiring: "warn",
  secret_overlap: "info",
};

/** What somebody should look at, the most urgent first; each leads to where it is put right. */
export function AttentionCard({ projectId }: { projectId: string | undefined }) {
  const may = useMay(projectId);
  const t = useTexts(texts);
  const attention = useAttention(projectId);
  if (!may("projects.read")) return null;
  return (
    <Card title={t.title}>
      <Loaded query={attention} rows={3}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty text={t.empty} />
          ) : (
            <ul className={styles.attention}>
              {data.map((item) => (
                <li key={`${item.kind} ${item.target}`}>
                  <Item item={item} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}

function Item({ item }: { item: AttentionItem }) {
  const t = useTexts(texts);
  const { language } = usePreferences();
  const { kind, name, count: many, since, until } = item;
  const { to, search } = placeOf(item);
  const lasts = since && t.since(duration(Date.now() - Date.parse(since), language));
  const left = until === null ? null : Date.parse(until) - Date.now();
  return (
    <>
      <Status health={healths[kind]}>{name ?? t.kind[kind]}</Status>{" "}
      {name !== null && <span>{t.kind[kind]}</span>}{" "}
      {[
        lasts,
        left !== null && (left > 0 ? t.until(duration(left, language)) : t.over),
        many !== null && t.count[kind] !== null && `${t.count[kind]}: ${count(many, language)}`,
      ]
        .filter(Boolean)
        .join(", ")}{" "}
      <Link to={to} search={search}>
        {t.open[kind]} →
      </Link>
    </>
  );
}

/** Where somebody goes on from here. */
function placeOf({ kind, target }: AttentionItem): { to: string; search: Record<string, string> } {
  const webhook = target?.startsWith("whk_") ? `/webhooks/${target}` : "/project";
  switch (kind) {
    case "webhook_failing":
      return { to: "/deliveries", search: { webhook: target ?? "", status: "retrying,exhausted" } };
    case "webhook_disabled":
    case "gate_expiring":
    case "secret_overlap":
      return { to: webhook, search: {} };
    case "api_key_expiring":
      return { to: "/project", search: {} };
    case "review_waiting":
      return { to: "/reviews", search: { queue: "due" } };
    case "interceptions_degraded":
      return { to: "/interceptions", search: {} };
  }
}
