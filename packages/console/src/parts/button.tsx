import type { ComponentProps, ReactNode } from "react";
import { Kbd } from "../keys/kbd.tsx";
import styles from "./button.module.css";

export interface ButtonProps extends ComponentProps<"button"> {
  /** `primary`: the one thing to do here; `danger`: destroys; `plain`: without a frame. */
  look?: "usual" | "primary" | "danger" | "plain";
  /** The key that does the same. */
  keys?: string | undefined;
  children: ReactNode;
}

/** Something to do. `aria-disabled` keeps it focusable, so that its reason can be read. */
export function Button({ look = "usual", keys, children, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={[styles.button, styles[look], className].filter(Boolean).join(" ")}
    >
      {children}
      {keys && <Kbd keys={keys} />}
    </button>
  );
}

/** The look of a button for what is a link. */
export function buttonClass(look: "usual" | "primary" = "usual"): string {
  return [styles.button, styles[look]].filter(Boolean).join(" ");
}
