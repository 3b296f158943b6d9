import type { ReactNode } from "react";

const WEB = /^https?:\/\//i;

interface SafeLinkProps {
  address: string;
  /** What is pressed; the address itself without it. */
  children?: ReactNode;
}

/** An address that somebody outside gave: a link in a new tab where it is one of the web, else plain text. */
export function SafeLink({ address, children = address }: SafeLinkProps) {
  if (!WEB.test(address)) return <>{children}</>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
