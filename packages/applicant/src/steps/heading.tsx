import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** A step's heading. It takes the focus, so that a screen reader announces the new step. */
export function Heading({ children }: { children: ComponentChildren }) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <h1 tabIndex={-1} ref={ref}>
      {children}
    </h1>
  );
}
