import { useEffect } from "react";
import { useLocation } from "react-router";

/** Goes to the element that the address names (`#…`), once there is something to go to; later the router does it. */
export function useHashOnce(ready: boolean): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (ready && hash) document.getElementById(readable(hash.slice(1)))?.scrollIntoView();
    // a later change of the address must not scroll twice
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [ready]);
}

/** A part of an address without its percents; as it is when they are broken. */
export function readable(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
