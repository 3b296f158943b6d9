import { useQuery } from "@tanstack/react-query";
import { answered, bridge, kit } from "../../api/clients";
import { keys } from "../../live/keys";

/**
 * Who is in charge of a connection: the employee that its setting «Владелец» names. Null while that is not known, and
 * for connections that have no such setting.
 */
export function usePerson(service: string, connection: string): string | null {
  const { data: ref } = useQuery({
    queryKey: keys.connections(service),
    queryFn: () => answered(kit(service).GET("/v1/connections")),
    enabled: service !== "",
    select: ({ items }) => ownerOf(items.find(({ id }) => id === connection)?.config),
  });
  const { data: name } = useQuery({
    queryKey: keys.platform("directory", "employee"),
    queryFn: () => answered(bridge.GET("/v1/directories/{kind}", { params: { path: { kind: "employee" } } })),
    enabled: Boolean(ref),
    select: ({ items }) => items.find((employee) => employee.ref === ref)?.name,
  });
  return name ?? null;
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
