import { useQuery } from "@tanstack/react-query";
import { Fragment, useSyncExternalStore } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { onSession, renew, whoIsIn } from "../api/session";
import { Failed, Splash } from "../ui/states";

/** Lets those in who are logged in, others go to «Вход» and come back where they wanted to be. */
export default function Session() {
  const here = useLocation();
  const person = useSyncExternalStore(onSession, whoIsIn);
  const { isPending, error, refetch } = useQuery({
    queryKey: ["session"],
    queryFn: renew,
    enabled: !person,
    staleTime: 0,
    gcTime: 0,
  });
  // pages of one person are not left to another
  if (person)
    return (
      <Fragment key={person}>
        <Outlet />
      </Fragment>
    );
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (isPending) return <Splash />;
  const back = here.pathname + here.search;
  return <Navigate to={back === "/" ? "/login" : `/login?back=${encodeURIComponent(back)}`} replace />;
}
