import { useQuery } from "@tanstack/react-query";
import { Alert, Flex } from "antd";
import { Link, useParams } from "react-router";
import { answered, kit } from "../../api/clients";
import { keys } from "../../live/keys";
import { CauseView } from "../../ui/CauseView";
import { Page } from "../../ui/Page";
import { Failed, Loading } from "../../ui/states";
import { PriceList } from "./preview/PriceList";
import { StartButton } from "./preview/StartButton";
import { ProgressBar } from "./ProgressBar";
import { RowsPanel } from "./rows/RowsPanel";
import { RunFacts, RunNumbers } from "./RunFacts";
import { RunFiles, useRunFiles } from "./RunFiles";
import { StatusTag } from "./StatusTag";
import { StopButton } from "./StopButton";
import { useKnownConnections } from "./useKnownConnections";
import { useRun } from "./useRun";
import { isOver, kindWord, type Run } from "./words";
import "./runs.css";

/** One exchange: how it goes, what it did, and what is to be done about what it could not. */
export default function RunPage() {
  const { service = "", id = "" } = useParams();
  const { data: run, error, refetch } = useRun(service, id);
  const back = <Link to="/runs">Журнал обменов</Link>;
  if (!run) {
    return (
      <Page title="Обмен" back={back}>
        {error ? <Failed error={error} again={() => void refetch()} /> : <Loading />}
      </Page>
    );
  }
  return (
    <Page
      title={run.dry_run ? `Предпросмотр: ${kindWord(run.kind).toLowerCase()}` : kindWord(run.kind)}
      lead={<Whose service={service} run={run} />}
      back={back}
      extra={<Buttons service={service} run={run} />}
    >
      <div className="run-panel">
        <ProgressBar run={run} />
        <Word service={service} run={run} />
        <RunNumbers run={run} />
        <RunFacts service={service} run={run} />
        <RunFiles service={service} run={run} />
      </div>
      <Report key={id} service={service} run={run} />
    </Page>
  );
}

/** Why the run is not as it should be, or what a preview of a file leaves to do. */
function Word({ service, run }: { service: string; run: Run }) {
  const isFilePreview = run.dry_run && run.trigger === "file" && isOver(run);
  if (!run.error && !isFilePreview) return null;
  return (
    <div>
      {run.error ? (
        <CauseView cause={run.error} type={run.status === "failed" ? "error" : "warning"} />
      ) : (
        <Alert
          showIcon
          type="info"
          title="Это предпросмотр: ничего не загружено."
          description="Чтобы загрузить заказы, выберите файл в подключении ещё раз, без предпросмотра."
        />
      )}
      <Link to={`/connections/${service}/${run.connection}`} className="run-cure">
        Открыть подключение
      </Link>
    </div>
  );
}

function Whose({ service, run }: { service: string; run: Run }) {
  const known = useKnownConnections().find(({ service: its, id }) => its === service && id === run.connection);
  const { data: form } = useForm(service, run);
  const title = known?.integration_title ?? form?.title ?? run.integration;
  return (
    <Flex wrap gap="small" align="center">
      <StatusTag status={run.status} />
      <span>{title}</span>
      {known && <Link to={`/connections/${service}/${run.connection}`}>{known.name}</Link>}
    </Flex>
  );
}

function Buttons({ service, run }: { service: string; run: Run }) {
  const { data: form } = useForm(service, run);
  const starts = run.dry_run && run.trigger !== "file" && run.trigger !== "retry" && form?.by_hand.includes(run.kind);
  return (
    <>
      <StopButton service={service} run={run} />
      {starts && (run.status === "success" || run.status === "partial") && <StartButton service={service} run={run} />}
    </>
  );
}

function Report({ service, run }: { service: string; run: Run }) {
  const { data: form } = useForm(service, run);
  const { data: files } = useRunFiles(service, run);
  const isPriceList = run.dry_run && run.kind === "export_goods" && isOver(run);
  if (isPriceList) return <PriceList service={service} run={run} />;
  const fromFile = files?.items.some(({ kind }) => kind === "source") ?? false;
  const repeatable = fromFile || (form?.repeatable.includes(run.kind) ?? false);
  return <RowsPanel service={service} run={run} repeatable={repeatable} />;
}

/** What the integration of the run can do. */
function useForm(service: string, { integration: slug }: Run) {
  return useQuery({
    queryKey: keys.form(service, slug),
    queryFn: () => answered(kit(service).GET("/v1/integrations/{slug}/form", { params: { path: { slug } } })),
  });
}
