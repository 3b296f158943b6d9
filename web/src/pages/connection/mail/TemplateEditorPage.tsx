import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";
import { Page } from "../../../ui/Page";
import { Failed, Loading } from "../../../ui/states";
import { ApiProblem } from "../../../api/problem";
import { moment } from "../../../ui/format";
import { connectionQuery } from "../useConnection";
import { NEW, type Draft } from "./drafts";
import { TemplateEditor } from "./TemplateEditor";
import type { Sample } from "./model";
import { templatesOf } from "./useEditor";
import { MAIL, useFields, useLetter, useTemplates } from "./useLetters";
import "../../../forms/forms.css";
import "./mail.css";

const GONE = new ApiProblem(404, {
  title: "Такого шаблона нет",
  detail: "Его удалили, или он другого подключения.",
});

/** A template of letters that is made or changed; `?letter=` is an unread letter as its sample. */
export default function TemplateEditorPage() {
  const { id = "", template = "new" } = useParams();
  const [search] = useSearchParams();
  const letter = search.get("letter") ?? "";
  const connection = useQuery(connectionQuery(MAIL, id));
  const templates = useTemplates(id);
  const fields = useFields(id);
  const shown = useLetter(id, letter);
  const saved = template === "new" ? NEW : templates.data?.items.find((one) => one.id === template);
  const asked = [connection, templates, fields, ...(letter ? [shown] : [])];
  const failed = asked.find(({ error, data }) => error && !data);
  const title = template === "new" ? "Новый шаблон письма" : `Шаблон «${saved?.name ?? ""}»`;
  const back = <Link to={templatesOf(id)}>{connection.data?.name ?? "Подключение"}: шаблоны писем</Link>;
  const missing = templates.data && !saved;
  return (
    <Page title={saved ? title : "Шаблон письма"} back={back}>
      {failed ? (
        <Failed error={failed.error} again={() => void failed.refetch()} />
      ) : missing ? (
        <Failed error={GONE} />
      ) : saved && asked.every(({ data }) => data) ? (
        <TemplateEditor
          key={`${template}/${letter}`}
          connection={id}
          saved={draftOf(saved)}
          first={shown.data ? sampleOf(shown.data) : null}
          fields={fields.data?.items ?? []}
        />
      ) : (
        <Loading rows={10} />
      )}
    </Page>
  );
}

/** What of a stored template is edited. */
function draftOf({ id, name, text, version }: Draft): Draft {
  return { id, name, text, version };
}

function sampleOf({
  id,
  subject,
  sender,
  received_at: at,
}: {
  id: string;
  subject: string;
  sender: string;
  received_at: string;
}): Sample {
  return { source: { letter: id }, title: subject || "Без темы", about: `${sender}, ${moment(at)}` };
}
