import { useCallback } from "react";
import { useSearchParams } from "react-router";

/** A part of the page's address (`?status=…`): its value, empty for none, and how to set it; neighbours stay. */
export function useAddress(name: string, { history = false } = {}): [string, (value: string) => void] {
  const [parameters, setParameters] = useSearchParams();
  const set = useCallback(
    (value: string) =>
      setParameters(
        (before) => {
          const after = new URLSearchParams(before);
          if (value) after.set(name, value);
          else after.delete(name);
          return after;
        },
        { replace: !history },
      ),
    [name, history, setParameters],
  );
  return [parameters.get(name) ?? "", set];
}
