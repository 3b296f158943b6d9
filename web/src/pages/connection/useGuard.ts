import { useEffect, type RefObject } from "react";
import { useBlocker } from "react-router";

/** State of a step away from a connection that is no more: there is nothing left to save. */
export const DELETED = "deleted";

/**
 * Asks before unsaved changes are left: `blocker` is for a dialog when a link leads to another page, the browser asks
 * itself when the tab is closed. `released` lets a step pass after a save that `dirty` does not know of yet.
 */
export function useGuard(dirty: boolean, released: RefObject<boolean>) {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty &&
      !released.current &&
      nextLocation.state !== DELETED &&
      currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty]);
  return blocker;
}
