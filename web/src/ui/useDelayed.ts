import { useEffect, useState } from "react";

const PAUSE_MS = 300;

/** The value as it was when it last stood still for a moment: what a search asks for while somebody types. */
export function useDelayed<T>(value: T): T {
  const [still, setStill] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setStill(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return still;
}
