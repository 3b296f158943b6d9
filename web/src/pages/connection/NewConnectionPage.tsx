import { Link, useNavigate, useParams } from "react-router";
import { Page } from "../../ui/Page";
import { Failed, Loading } from "../../ui/states";
import "./connection.css";
import type { FormInfo } from "./model";
import SettingsWindow from "./SettingsWindow";
import { useForm } from "./useConnection";

/** The settings window of a connection that is to be made («Подключить», «Подключить ещё»). */
export default function NewConnectionPage() {
  const { service = "", slug = "" } = useParams();
  const navigate = useNavigate();
  const { data: form, isPending, error, refetch } = useForm(service, slug);
  const back = <Link to={`/market/${slug}`}>Маркетплейс</Link>;
  if (isPending || !form)
    return (
      <Page title="Новая интеграция" back={back}>
        {error ? <Failed error={error} again={() => void refetch()} /> : <Loading rows={10} />}
      </Page>
    );
  return (
    <Page title={form.title} lead={newWord(form)} back={back}>
      <SettingsWindow
        key={`${service}/${slug}`}
        service={service}
        slug={slug}
        form={form}
        onSaved={(made) => void navigate(`/connections/${service}/${made.id}`, { replace: true })}
      />
    </Page>
  );
}

/** «Новая интеграция с интернет-магазином»: the service tells with whom (`x-partner`). */
function newWord(form: FormInfo): string {
  const partner = form.schema["x-partner"];
  return typeof partner === "string" ? `Новая интеграция с ${partner}` : "Новая интеграция";
}
