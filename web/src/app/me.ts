import { useQuery } from "@tanstack/react-query";
import { answered, bridge } from "../api/clients";
import { keys } from "../live/keys";

/** Who is logged in, once the frame of the page is shown (`Frame` waits for it). */
export function useMe() {
  const { data, ...rest } = useQuery({
    queryKey: keys.me,
    queryFn: () => answered(bridge.GET("/v1/me")),
    staleTime: Infinity,
  });
  const has = (role: string) => data?.roles.includes(role) ?? false;
  return {
    ...rest,
    me: data,
    /** May change connections and their settings. */
    isOwner: has("owner"),
    /** Works in the account: runs exchanges, sees orders. */
    isEmployee: has("owner") || has("manager"),
    /** Keeps the services running, over all accounts. */
    isOperator: has("operator"),
  };
}

/** The role in words. */
export function roleTitle(roles: readonly string[]): string {
  if (roles.includes("owner")) return "владелец";
  if (roles.includes("manager")) return "менеджер";
  return roles.includes("operator") ? "дежурный инженер" : "";
}
