import type { ReactNode } from "react";
import "./scrolled.css";

/** A wide table that scrolls by itself, with the keyboard too (WCAG 2.1.1); `label` says what is in it. */
export function Scrolled({ label, children }: { label: string; children: ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="scrolled" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
