import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { answered, mail } from "../../../api/clients";
import { usePages } from "../../../api/usePages";
import { keys } from "../../../live/keys";
import { useTellProblem } from "../../../ui/useTellProblem";
import { useOpenRun } from "../../runs/useOpenRun";
import { readFields, readLetter, readMailbox, readTemplates, readUnread } from "./api";

/** The service whose connections read mailboxes. */
export const MAIL = "mail-intake";
/** Letters offered as samples. */
const LAST = 20;
const key = (connection: string, ...part: unknown[]) => keys.connection(MAIL, connection, ...part);

/** How many letters of the connection wait for a person; undefined while that is not known. */
export function useUnreadCount(connection: string, enabled = true): number | undefined {
  const { data } = useQuery({
    queryKey: key(connection, "letters", "count"),
    queryFn: () => readUnread(connection, 1),
    enabled,
  });
  return data?.count;
}

/** Letters that could not be read, page by page. */
export function useUnread(connection: string) {
  return usePages(key(connection, "letters", "unread"), (cursor: string | undefined) =>
    readUnread(connection, 20, cursor),
  );
}

/** The last letters of the mailbox by these senders. */
export function useMailbox(connection: string) {
  return useQuery({ queryKey: key(connection, "mailbox"), queryFn: () => readMailbox(connection, LAST), retry: false });
}

/** A kept letter with its content. */
export function useLetter(connection: string, letter: string) {
  return useQuery({
    queryKey: key(connection, "letters", "one", letter),
    queryFn: () => readLetter(letter),
    enabled: letter !== "",
  });
}

/** Own templates of a connection. */
export function useTemplates(connection: string) {
  return useQuery({ queryKey: key(connection, "templates"), queryFn: () => readTemplates(connection) });
}

/** What a template of this connection may mark. */
export function useFields(connection: string) {
  return useQuery({
    queryKey: key(connection, "template-fields"),
    queryFn: () => readFields(connection),
    staleTime: Infinity,
  });
}

/** Lists that are out of date after a change; `what`: `templates` or `letters`. */
export function useOutdate(connection: string) {
  const client = useQueryClient();
  return (what: "templates" | "letters") => client.invalidateQueries({ queryKey: key(connection, what) });
}

/** «Прочитать снова»: these letters, or all that wait (`null`); opens the run that does it. */
export function useReadAgain(connection: string) {
  const open = useOpenRun(MAIL);
  const tell = useTellProblem();
  return useMutation({
    mutationFn: (letters: string[] | null) =>
      answered(
        mail.POST("/v1/connections/{connection}/letters/read-again", {
          params: { path: { connection } },
          body: { letters },
        }),
      ),
    onSuccess: open,
    onError: tell,
  });
}

/** «Это не заказ»: the letter waits no more. */
export function usePassOver(connection: string, onDone: () => void) {
  const outdate = useOutdate(connection);
  const { message } = App.useApp();
  const tell = useTellProblem();
  return useMutation({
    mutationFn: (letter: string) => answered(mail.POST("/v1/letters/{letter}/pass", { params: { path: { letter } } })),
    onSuccess: () => {
      void message.success("Письмо убрано из списка");
      onDone();
      return outdate("letters");
    },
    onError: tell,
  });
}
