import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Flex, Input } from "antd";
import { useId, useState } from "react";
import { answered, kit } from "../../api/clients";
import { asProblem } from "../../api/problem";
import { usePages } from "../../api/usePages";
import { keys } from "../../live/keys";
import { moment } from "../../ui/format";
import { More } from "../../ui/More";
import { Failed, Loading } from "../../ui/states";
import { useAuthor } from "./useAuthor";

/** «Показать комментарии»: remarks of the employees on a connection, and a new one. */
export function Comments({ service, connection }: { service: string; connection?: string }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="comments">
      <Button type="link" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {open ? "Скрыть комментарии" : "Показать комментарии"}
      </Button>
      <div id={id}>
        {open &&
          (connection ? (
            <Thread service={service} connection={connection} />
          ) : (
            <p className="muted">Комментарии можно оставить после сохранения подключения.</p>
          ))}
      </div>
    </div>
  );
}

function Thread({ service, connection }: { service: string; connection: string }) {
  const author = useAuthor();
  const { items, isPending, error, refetch, ...more } = usePages(
    keys.connection(service, connection, "comments"),
    (cursor: string | undefined) =>
      answered(
        kit(service).GET("/v1/connections/{connection}/comments", {
          params: { path: { connection }, query: { cursor } },
        }),
      ),
  );
  if (isPending) return <Loading rows={2} />;
  if (error && items.length === 0) return <Failed error={error} again={() => void refetch()} />;
  return (
    <section className="part" aria-label="Комментарии">
      <NewComment service={service} connection={connection} />
      {items.length === 0 && <p className="muted">Комментариев пока нет.</p>}
      {items.map((comment) => (
        <article key={comment.id} className="comment">
          <div className="muted">
            {author(comment.author)}, <time dateTime={comment.at}>{moment(comment.at)}</time>
          </div>
          <div className="comment-text">{comment.text}</div>
        </article>
      ))}
      <More {...more} />
    </section>
  );
}

function NewComment({ service, connection }: { service: string; connection: string }) {
  const [text, setText] = useState("");
  const client = useQueryClient();
  const adding = useMutation({
    mutationFn: () =>
      answered(
        kit(service).POST("/v1/connections/{connection}/comments", {
          params: { path: { connection } },
          body: { text: text.trim() },
        }),
      ),
    onSuccess: () => {
      setText("");
      return client.invalidateQueries({ queryKey: keys.connection(service, connection, "comments") });
    },
  });
  return (
    <Flex vertical gap="small" align="flex-start" className="comment-new">
      <Input.TextArea
        rows={2}
        maxLength={2000}
        aria-label="Новый комментарий"
        placeholder="Новый комментарий"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button disabled={text.trim() === ""} loading={adding.isPending} onClick={() => adding.mutate()}>
        Добавить комментарий
      </Button>
      {adding.error && <Alert showIcon type="error" role="alert" title={asProblem(adding.error).message} />}
    </Flex>
  );
}
