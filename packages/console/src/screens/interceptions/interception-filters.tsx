import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { idTarget } from "../../frame/id-target.ts";
import { FilterBar } from "../../parts/filter-bar.tsx";
import { TimeFilter } from "../../parts/time-filter.tsx";
import { useEventTypes } from "../../project/use-event-types.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { verdicts } from "./search.ts";
import { texts } from "./texts.ts";

const route = getRouteApi("/frame/interceptions");

/** The filters of the list; all are in the address. */
export function InterceptionFilters() {
  const t = useTexts(texts);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const goTo = useNavigate();
  const types = (useEventTypes().data ?? []).filter(({ type }) => type.startsWith("before_"));
  const change = (to: object) =>
    void navigate({ search: (before) => ({ ...before, cursor: undefined, id: undefined, ...to }) });
  return (
    <FilterBar
      placeholder={t.search}
      fields={[
        {
          id: "verdict",
          label: t.fields.verdict,
          values: search.verdict,
          options: verdicts.map((value) => ({ value, text: t.verdict[value] })),
        },
        {
          id: "event",
          label: t.fields.event,
          values: search.event,
          options: types.map(({ type }) => ({ value: type, text: type })),
        },
        { id: "subject", label: t.fields.subject, values: search.subject },
      ]}
      onSearch={(text) => {
        const address = idTarget(text);
        if (address === null || address.includes("/sessions/")) change({ subject: [text] });
        else void goTo({ href: address });
      }}
      onChange={(field, values) => change({ [field]: values })}
    >
      <TimeFilter value={search} onChange={change} />
    </FilterBar>
  );
}
