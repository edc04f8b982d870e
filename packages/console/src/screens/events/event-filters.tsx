import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { idTarget } from "../../frame/id-target.ts";
import { FilterBar } from "../../parts/filter-bar.tsx";
import { TimeFilter } from "../../parts/time-filter.tsx";
import { useEventTypes } from "../../project/use-event-types.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { texts } from "./texts.ts";

const route = getRouteApi("/frame/events");

/** The filters of the list; all are in the address. */
export function EventFilters() {
  const t = useTexts(texts);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const goTo = useNavigate();
  const types = useEventTypes().data ?? [];
  const change = (to: object) =>
    void navigate({ search: (before) => ({ ...before, cursor: undefined, id: undefined, ...to }) });
  return (
    <FilterBar
      placeholder={t.search}
      fields={[
        {
          id: "type",
          label: t.fields.type,
          values: search.type,
          options: types.map(({ type }) => ({ value: type, text: type })),
        },
        { id: "subject", label: t.fields.subject, values: search.subject },
      ]}
      onSearch={(text) => {
        const address = idTarget(text);
        // Here a session's id means its events.
        if (address === null || address.includes("/sessions/")) change({ subject: [text] });
        else void goTo({ href: address });
      }}
      onChange={(field, values) => change({ [field]: values })}
    >
      <TimeFilter value={search} onChange={change} />
    </FilterBar>
  );
}
