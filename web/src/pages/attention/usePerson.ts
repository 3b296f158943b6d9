import { useQuery } from "@tanstack/react-query";
import { answered, kit } from "../../api/clients";
import { keys } from "../../live/keys";
import { useDirectory } from "../orders/directories";

/**
 * Who is in charge of a connection: the employee that its setting «Владелец» names; «» while that is not known, and
 * for connections that have no such setting.
 */
export function usePerson(service: string, connection: string): string {
  const { name } = useDirectory("employee");
  const { data: ref } = useQuery({
    queryKey: keys.connections(service),
    queryFn: () => answered(kit(service).GET("/v1/connections")),
    enabled: service !== "",
    select: ({ items }) => ownerOf(items.find(({ id }) => id === connection)?.config),
  });
  return name(ref);
}

/** The value of the setting `owner`, in whichever section of the settings it stands. */
export function ownerOf(config: unknown): string | null {
  if (typeof config !== "object" || config === null) return null;
  for (const [name, value] of Object.entries(config)) {
    if (name === "owner" && typeof value === "string" && value) return value;
    const inside = ownerOf(value);
    if (inside) return inside;
  }
  return null;
}
