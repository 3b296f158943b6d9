import { useMe } from "../../app/me";
import { Failed, Loading } from "../../ui/states";
import { Page } from "../../ui/Page";
import { useAttention } from "../attention/useAttention";
import { DayPanel, useToday } from "./DayPanel";
import { DutyPage } from "./DutyPage";
import { FirstSteps } from "./FirstSteps";
import { FreshnessPanel } from "./FreshnessPanel";
import { Panel, PanelFailed } from "./Panel";
import { useConnections } from "./useConnections";
import { useLoadedEver } from "./useLoadedEver";
import { WaitingPanel } from "./WaitingPanel";
import "./home.css";

/** «Главная»: the day of the shop for those who work in it, the state of the services for the engineer on duty. */
export default function HomePage() {
  const { isEmployee, isOperator } = useMe();
  return (
    <Page title="Главная">
      {isEmployee && <ShopHome />}
      {isOperator && <DutyPage />}
    </Page>
  );
}

function ShopHome() {
  const { known, groups, error, isPending, refetch } = useConnections();
  const { data: day, isError: dayFailed } = useToday();
  const { data: waiting, isError: waitingFailed } = useAttention();
  const ever = useLoadedEver();
  if (isPending || ever.isPending) return <Loading rows={8} />;
  const nothing = !known && !day && !waiting;
  // one word instead of three when all parts come from a service that is away
  if (nothing && error && dayFailed && waitingFailed) return <Failed error={error} again={() => void refetch()} />;
  const begins = ever.data === false && known;
  const [first] = known ?? [];
  return (
    <div className="home-grid">
      {begins ? <FirstSteps connection={first ? `/connections/${first.service}/${first.id}` : null} /> : <DayPanel />}
      {(!begins || first) && <WaitingPanel />}
      {error && !known ? (
        <Panel title="Свежесть данных">
          <PanelFailed error={error} again={refetch} />
        </Panel>
      ) : (
        groups.length > 0 && <FreshnessPanel groups={groups} />
      )}
    </div>
  );
}
