import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { loggedIn, onSession, renew } from "../api/session";
import { Failed, Splash } from "../ui/states";

/** Lets those in who are logged in, others go to «Вход» and come back where they wanted to be. */
export default function Session() {
  const here = useLocation();
  const inside = useSyncExternalStore(onSession, loggedIn);
  const { isPending, error, refetch } = useQuery({
    queryKey: ["session"],
    queryFn: renew,
    enabled: !inside,
    staleTime: 0,
    gcTime: 0,
  });
  if (inside) return <Outlet />;
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (isPending) return <Splash />;
  const back = here.pathname + here.search;
  return <Navigate to={back === "/" ? "/login" : `/login?back=${encodeURIComponent(back)}`} replace />;
}
