import { useMe } from "../../app/me";

/** Who wrote or changed something, by the id of the user: services know no names of others. */
export function useAuthor(): (user: string) => string {
  const { me } = useMe();
  return (user) => (user === me?.user ? `${me.name} (вы)` : "Другой сотрудник");
}
