import type { ImportKind, ImportReport, Page } from "@countersign/wire";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { call, get } from "../../api/call.ts";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Field } from "../../parts/field.tsx";
import { Row } from "../../parts/group.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { ImportRow } from "./import-row.tsx";
import { importsKey } from "./imports-key.ts";
import styles from "./registry.module.css";
import { texts } from "./texts.ts";

const pollMs = 1000;

/** A file into the local registry, how far it is, and the imports before. */
export function Imports() {
  const t = useTexts(texts);
  const cache = useQueryClient();
  const [kind, setKind] = useState<ImportKind>("people");
  const [file, setFile] = useState<File | null>(null);
  const send = useMutation({
    mutationFn: async (chosen: File) => {
      const contentType =
        /json$/i.test(chosen.name) && !/ndjson$/i.test(chosen.name)
          ? "application/json"
          : "application/x-ndjson";
      const raw = { contentType, body: chosen };
      return call<ImportReport>("POST", `/registry/${kind}`, { raw });
    },
    onSettled: () => cache.invalidateQueries({ queryKey: importsKey }),
  });
  const imports = useQuery({
    queryKey: importsKey,
    queryFn: ({ signal }) => get<Page<ImportReport>>("/registry/imports", { limit: 10 }, signal),
    refetchInterval: ({ state }) =>
      send.isPending || state.data?.data.some(({ status }) => status === "running") ? pollMs : false,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file !== null && !send.isPending) send.mutate(file);
  };
  return (
    <>
      <Card title={t.imports}>
        <form className={styles.form} onSubmit={submit}>
          <Row>
            <Field label={t.kind}>
              {(control) => (
                <select
                  {...control}
                  value={kind}
                  onChange={({ target }) => setKind(target.value === "people" ? "people" : "crossings")}
                >
                  <option value="people">{t.kinds.people}</option>
                  <option value="crossings">{t.kinds.crossings}</option>
                </select>
              )}
            </Field>
            <Field label={t.file} hint={t.importHint}>
              {(control) => (
                <input
                  {...control}
                  type="file"
                  accept=".json,.ndjson,.jsonl,application/json,application/x-ndjson"
                  onChange={({ target }) => setFile(target.files?.[0] ?? null)}
                />
              )}
            </Field>
          </Row>
          <Button type="submit" look="primary" disabled={file === null || send.isPending}>
            {t.start}
          </Button>
        </form>
        {send.error && <ProblemNote error={send.error} />}
      </Card>
      <Card title={t.history}>
        {imports.isPending && <Skeleton rows={3} />}
        {imports.error && <ProblemNote error={imports.error} retry={() => void imports.refetch()} />}
        {imports.data?.data.length === 0 && <p>{t.noHistory}</p>}
        {imports.data?.data.map((report) => (
          <ImportRow key={report.id} report={report} />
        ))}
      </Card>
    </>
  );
}
