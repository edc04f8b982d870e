import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { idTarget } from "../../frame/id-target.ts";
import { FilterBar } from "../../parts/filter-bar.tsx";
import { TimeFilter } from "../../parts/time-filter.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { checkTexts } from "../review/check-texts.ts";
import { methods, origins, statuses } from "./search.ts";
import { texts } from "./texts.ts";

const route = getRouteApi("/frame/sessions");
const filterIds = ["status", "reason", "method", "origin", "user", "transaction"] as const;

/** The filters of the list; all are in the address. */
export function SessionFilters() {
  const t = useTexts(texts);
  const { reason } = useTexts(checkTexts);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const goTo = useNavigate();
  const options = {
    status: statuses.map((value) => ({ value, text: t.status[value] })),
    reason: Object.entries(reason).map(([value, text]) => ({ value, text })),
    method: methods.map((value) => ({ value, text: t.methods[value] })),
    origin: origins.map((value) => ({ value, text: t.origins[value] })),
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
        if (address === null) change({ transaction: [text] });
        else void goTo({ href: address });
      }}
      onChange={(field, values) => change({ [field]: values })}
    >
      <TimeFilter value={search} onChange={change} />
    </FilterBar>
  );
}
