import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import { keys } from "./keys";
import { listen, type LiveMessage } from "./stream";

type Hear = (message: LiveMessage) => void;

interface Live {
  /** Whether changes arrive by themselves just now. */
  up: boolean;
  hear: (listener: Hear) => () => void;
}

const LiveContext = createContext<Live>({ up: true, hear: () => () => undefined });

/** Keeps one live stream for this tab and marks what it tells as out of date. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [up, setUp] = useState(true);
  const [listeners] = useState(() => new Set<Hear>());
  const missed = useRef(false);
  const shown = useShown();
  useEffect(() => {
    // a hidden tab leaves its connection to others: a browser opens six to one host
    if (!shown) return;
    const ending = new AbortController();
    const note = (now: boolean) => {
      setUp((before) => {
        // whatever happened while we did not hear is unknown
        if (now && (!before || missed.current)) void client.invalidateQueries();
        missed.current = !now;
        return now;
      });
    };
    const message = (told: LiveMessage) => {
      outdate(client, told);
      for (const listener of listeners) listener(told);
    };
    void listen({ message, up: note }, ending.signal);
    return () => {
      ending.abort();
      missed.current = true;
    };
  }, [client, listeners, shown]);
  const live = useMemo(
    () => ({
      up,
      hear(listener: Hear) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    }),
    [up, listeners],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** Whether the live stream is up. */
export function useLiveUp(): boolean {
  return useContext(LiveContext).up;
}

/** Call `listener` for every message of the live stream while the component is shown; keep it stable (useCallback). */
export function useLive(listener: Hear): void {
  const { hear } = useContext(LiveContext);
  useEffect(() => hear(listener), [hear, listener]);
}

function outdate(client: QueryClient, { name, data }: LiveMessage): void {
  const again = (key: readonly unknown[]) => void client.invalidateQueries({ queryKey: key });
  const service = String(data.service ?? "");
  if (name === "run.finished") {
    again(keys.journal("runs"));
    again(keys.journal("today"));
    again(keys.journal("timeline"));
    again(keys.connections(service));
    again(keys.run(service, String(data.run)));
    again(keys.platform());
    again(keys.parcels());
  } else if (name === "connection.changed") {
    again(keys.connections(service));
    again(keys.journal("connections"));
    again(keys.market());
  } else if (name === "attention.changed") {
    again(keys.journal("attention"));
    again(keys.journal("today"));
  } else if (name === "resync") {
    void client.invalidateQueries();
  }
}

function useShown(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener("visibilitychange", listener);
      return () => document.removeEventListener("visibilitychange", listener);
    },
    () => document.visibilityState === "visible",
  );
}
