import { Button, Flex, Select } from "antd";
import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { useMe } from "../../app/me";
import { LinkButton } from "../../ui/LinkButton";
import { Page } from "../../ui/Page";
import { SearchBox } from "../../ui/SearchBox";
import { STATES, stateTitle, type State } from "../../ui/StateTag";
import { Failed, Loading, Nothing } from "../../ui/states";
import { useAddress } from "../../ui/useAddress";
import { useConnections } from "../home/useConnections";
import { ConnectionGroup } from "./ConnectionGroup";
import "./connections.css";
import { chosen, groupsOf, statesOf, type Group } from "./groups";
import { useLiveStart } from "./useLiveStart";

/** «Подключения»: those of all integrations, how each of them does, and what to do where one does not do well. */
export default function ConnectionsPage() {
  const { isOwner } = useMe();
  const { known, groups: sources, error, refetch } = useConnections();
  const groups = groupsOf(sources);
  useLiveStart();
  const market = <LinkButton to="/market">{isOwner ? "Подключить интеграцию" : "Маркетплейс"}</LinkButton>;
  return (
    <Page title="Подключения" extra={market}>
      {!known && error && <Failed error={error} again={() => void refetch()} />}
      {!known && !error && <Loading />}
      {known && groups.length === 0 && <NoConnections />}
      {groups.length > 0 && <Connections groups={groups} />}
    </Page>
  );
}

function Connections({ groups }: { groups: Group[] }) {
  const [state, setState] = useWantedState();
  const [text, setText] = useAddress("q");
  const [, setParameters] = useSearchParams();
  const reset = useCallback(() => setParameters({}, { replace: true }), [setParameters]);
  const shown = chosen(groups, state, text);
  const choices = useMemo(() => {
    const counts = new Map(statesOf(groups).map((row) => [row.state, row.count]));
    return STATES.filter((word) => counts.has(word) || word === state).map((word) => ({
      value: word as State | "",
      label: `${stateTitle(word)} (${counts.get(word) ?? 0})`,
    }));
  }, [groups, state]);
  return (
    <>
      <Flex wrap gap="small" className="connections-filters">
        <Select
          className="connections-state"
          aria-label="Состояние"
          options={[{ value: "" as State | "", label: "Все состояния" }, ...choices]}
          value={state}
          onChange={setState}
        />
        <SearchBox value={text} onSearch={setText} label="Поиск по наименованию" />
      </Flex>
      {shown.map((group) => (
        <ConnectionGroup key={group.key} group={group} />
      ))}
      {shown.length === 0 && (
        <Nothing action={<Button onClick={reset}>Сбросить фильтры</Button>}>
          Подключений с такими условиями нет.
        </Nothing>
      )}
    </>
  );
}

/** The state that the address asks for; a word that is no state asks for all. */
function useWantedState(): [State | "", (state: State | "") => void] {
  const [word, setWord] = useAddress("state", { history: true });
  return [STATES.find((state) => state === word) ?? "", setWord];
}

function NoConnections() {
  const { isOwner } = useMe();
  return (
    <Nothing
      action={
        <LinkButton type="primary" to="/market">
          Открыть маркетплейс
        </LinkButton>
      }
    >
      {isOwner
        ? "Подключений пока нет. Выберите интеграцию в маркетплейсе и нажмите «Подключить»."
        : "Подключений пока нет. Подключает интеграции владелец аккаунта."}
    </Nothing>
  );
}
