import { Timeline } from "antd";
import { CauseView } from "../../ui/CauseView";
import { SafeLink } from "../../ui/SafeLink";
import { hasLocalTimes, placeTime, placeWord, stopsOf, stopTime, type Operation, type ParcelView } from "./model";
import "./parcels.css";
import { RefreshButton } from "./RefreshButton";

/** What is wrong with a parcel, how to ask for it now, what happened to it and where it was. */
export function ParcelStory({ parcel }: { parcel: ParcelView }) {
  return (
    <div className="parcel-story">
      {parcel.cause && <CauseView cause={parcel.cause} type={parcel.page ? "warning" : "error"} />}
      <RefreshButton parcel={parcel} />
      {parcel.page && <SafeLink address={parcel.page}>Открыть на сайте: {parcel.carrier_title}</SafeLink>}
      {parcel.history.length > 0 && <Way history={parcel.history} />}
    </div>
  );
}

interface HistoryProps {
  history: readonly Operation[];
}

function Way({ history }: HistoryProps) {
  return (
    <div className="parcel-way">
      <History history={history} />
      <Places history={history} />
    </div>
  );
}

function History({ history }: HistoryProps) {
  return (
    <section aria-label="История отправления">
      <h2>История</h2>
      {hasLocalTimes(history) && <p className="muted">Время местное, как его сообщил перевозчик.</p>}
      <Timeline items={history.toReversed().map(operationItem)} />
    </section>
  );
}

function operationItem(operation: Operation, place: number) {
  const where = placeWord(operation);
  return {
    key: place,
    color: place === 0 ? "blue" : "gray",
    content: (
      <>
        <div className="parcel-time">{placeTime(operation.at)}</div>
        <div className={place === 0 ? "parcel-last" : undefined}>{operation.text}</div>
        {where && <div className="muted">{where}</div>}
      </>
    ),
  };
}

/** The map of places, as a list. */
function Places({ history }: HistoryProps) {
  const stops = stopsOf(history);
  if (stops.length === 0) return null;
  return (
    <section aria-label="Где побывало">
      <h2>Где побывало</h2>
      <ol className="parcel-places">
        {stops.map((stop, number) => (
          <li key={number}>
            <div>{placeWord(stop)}</div>
            <div className="parcel-time">{stopTime(stop)}</div>
          </li>
        ))}
      </ol>
    </section>
  );
}
