import type { ProjectView } from "@countersign/wire";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { idTarget } from "../../frame/id-target.ts";
import { FilterBar } from "../../parts/filter-bar.tsx";
import { TimeFilter } from "../../parts/time-filter.tsx";
import { useEventTypes } from "../../project/use-event-types.ts";
import { useWebhooks } from "../../project/use-webhooks.ts";
import { useTexts } from "../../texts/use-texts.ts";
import styles from "./deliveries.module.css";
import { statuses } from "./search.ts";
import { texts } from "./texts.ts";

const route = getRouteApi("/frame/deliveries");
const filterIds = ["status", "webhook", "type", "outcome", "code", "event", "subject"] as const;

/** The filters of the log; all are in the address. */
export function DeliveryFilters({ project }: { project: ProjectView | null }) {
  const t = useTexts(texts);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const goTo = useNavigate();
  const webhooks = useWebhooks(project?.id).data?.data ?? [];
  const types = useEventTypes().data ?? [];
  const options = {
    status: statuses.map((value) => ({ value, text: t.status[value] })),
    webhook: webhooks.map(({ id, name }) => ({ value: id, text: name })),
    type: types.map(({ type }) => ({ value: type, text: type })),
    outcome: Object.entries(t.outcome).map(([value, text]) => ({ value, text })),
  };
  const fields = filterIds.map((id) => ({
    id,
    label: t.fields[id],
    values: search[id],
    ...(id in options && { options: options[id as keyof typeof options] }),
  }));
  const change = (to: object) =>
    void navigate({ search: (before) => ({ ...before, cursor: undefined, id: undefined, ...to }) });
  return (
    <FilterBar
      placeholder={t.search}
      fields={fields}
      onSearch={(text) => {
        const address = idTarget(text);
        if (address === null) change({ subject: [text] });
        else void goTo({ href: address });
      }}
      onChange={(field, values) => change({ [field]: values })}
    >
      <TimeFilter value={search} onChange={change} />
      <button
        type="button"
        className={styles.live}
        aria-pressed={search.live === "on"}
        onClick={() =>
          void navigate({
            search: (before) => ({ ...before, live: before.live === "on" ? undefined : "on" }),
          })
        }
      >
        ● {t.live}
      </button>
    </FilterBar>
  );
}
