import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Flex, Input } from "antd";
import { useState } from "react";
import { answered, kit } from "../../api/clients";
import { asProblem } from "../../api/problem";
import { usePages } from "../../api/usePages";
import { keys } from "../../live/keys";
import { moment } from "../../ui/format";
import { More } from "../../ui/More";
import { Failed, Loading } from "../../ui/states";
import { useAuthor } from "./useAuthor";

/** Remarks on a connection, newest first, and a new one. */
export default function Thread({ service, connection }: { service: string; connection: string }) {
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
