import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import { useTexts } from "../texts/use-texts.ts";
import { Button } from "./button.tsx";
import { Note } from "./note.tsx";
import { ProblemNote } from "./problem-note.tsx";
import styles from "./reveal.module.css";
import { texts } from "./texts.ts";

/**
 * What may hold personal data: read only once somebody asks for it, which the audit log tells, and
 * never cached. It is hidden again when `of` changes.
 */
export function Reveal<Data>({
  of,
  read,
  allowed = true,
  children,
}: {
  /** The id of what is shown. */
  of: string;
  /** Whether the person's role may see it. */
  allowed?: boolean;
  read: () => Promise<Data>;
  children: (data: Data) => ReactNode;
}) {
  const t = useTexts(texts);
  const { data, error, isPending, mutate, reset } = useMutation({ mutationFn: read, gcTime: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another thing is another question
  useEffect(() => reset, [of, reset]);
  if (!allowed) return <Note>{t.revealForbidden}</Note>;
  if (data !== undefined) return children(data);
  return (
    <>
      <Note look="warn">
        <div className={styles.ask}>
          <span>{t.revealHint}</span>
          <Button onClick={() => mutate()} disabled={isPending}>
            {t.reveal}
          </Button>
        </div>
      </Note>
      {error && <ProblemNote error={error} retry={mutate} />}
    </>
  );
}
