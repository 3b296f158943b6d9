import { useQuery } from "@tanstack/react-query";
import { Tabs } from "antd";
import { lazy, Suspense, useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { asProblem } from "../../api/problem";
import { CauseView } from "../../ui/CauseView";
import { Page } from "../../ui/Page";
import { StateTag } from "../../ui/StateTag";
import { Failed, Loading } from "../../ui/states";
import "../../ui/tabs.css";
import "./connection.css";
import { ConnectionMenu } from "./ConnectionMenu";
import { useMailTabs } from "./mail/useMailTabs";
import type { Connection, FormInfo } from "./model";
import { NextRuns } from "./NextRuns";
import { usePostTabs } from "./post/usePostTabs";
import { connectionQuery, useForm, useHasLinks } from "./useConnection";

const RunList = lazy(() => import("../runs/RunList"));
const SettingsWindow = lazy(() => import("./SettingsWindow"));
const GoodsLinks = lazy(() => import("./goods/GoodsLinks"));
const HistoryTab = lazy(() => import("./HistoryTab"));
const BACK = <Link to="/connections">Подключения</Link>;

/** One connection: its settings, its exchanges, the goods it has linked, the history of its settings. */
export default function ConnectionPage() {
  const { service = "", id = "" } = useParams();
  const [deleting, setDeleting] = useState("");
  const connection = useQuery({ ...connectionQuery(service, id), enabled: deleting !== id });
  const form = useForm(service, connection.data?.integration);
  const error = connection.error ?? form.error;
  const gone = connection.error && asProblem(connection.error).status === 404;
  if (gone || !connection.data || !form.data)
    return (
      <Page title="Подключение" back={BACK}>
        {error ? (
          <Failed error={error} again={() => void (connection.error ? connection.refetch() : form.refetch())} />
        ) : (
          <Loading rows={10} />
        )}
      </Page>
    );
  return (
    <Shown
      key={`${service}/${id}`}
      service={service}
      connection={connection.data}
      form={form.data}
      deleting={deleting === id}
      onDeleting={(now) => setDeleting(now ? id : "")}
    />
  );
}

interface ShownProps {
  service: string;
  connection: Connection;
  form: FormInfo;
}

interface DeletableProps extends ShownProps {
  deleting: boolean;
  onDeleting: (deleting: boolean) => void;
}

function Shown({ service, connection, form, deleting, onDeleting }: DeletableProps) {
  const lead = (
    <>
      {form.title} <StateTag state={connection.state} /> <NextRuns connection={connection} />
    </>
  );
  return (
    <Page
      title={connection.name}
      lead={lead}
      back={BACK}
      extra={<ConnectionMenu service={service} connection={connection} onDeleting={onDeleting} />}
    >
      {connection.cause && (
        <div className="settings-note">
          <CauseView cause={connection.cause} type={connection.health === "retrying" ? "warning" : "error"} />
        </div>
      )}
      {deleting ? <Loading /> : <ConnectionTabs service={service} connection={connection} form={form} />}
    </Page>
  );
}

function ConnectionTabs({ service, connection, form }: ShownProps) {
  const [search, setSearch] = useSearchParams();
  const links = useHasLinks(service, connection.id);
  const mail = useMailTabs(service, connection.id);
  const post = usePostTabs(service, connection.id);
  const items = [
    {
      key: "settings",
      label: "Настройка",
      children: <SettingsWindow service={service} slug={connection.integration} form={form} connection={connection} />,
    },
    { key: "runs", label: "Журнал", children: <RunList service={service} connection={connection.id} /> },
    ...mail,
    ...post,
    {
      key: "goods",
      label: "Сопоставление товаров",
      children: <GoodsLinks service={service} connection={connection.id} />,
    },
    {
      key: "history",
      label: "История настроек",
      children: <HistoryTab service={service} connection={connection} form={form} />,
    },
  ].filter(({ key }) => links || key !== "goods");
  // a tab stays as it is while others are looked at, with its unsaved changes
  const wanted = search.get("tab") ?? "settings";
  return (
    <Tabs
      className="wrapped-tabs"
      items={items.map((item) => ({ ...item, children: <Suspense fallback={<Loading />}>{item.children}</Suspense> }))}
      activeKey={items.some((item) => item.key === wanted) ? wanted : "settings"}
      onChange={(tab) => setSearch(tab === "settings" ? {} : { tab }, { replace: true })}
    />
  );
}
