import { Skeleton } from "antd";
import { memo, type MouseEvent } from "react";
import { counted } from "../../ui/format";
import type { MarketPageView, Tile } from "./useMarket";
import { WidgetLogo } from "./WidgetLogo";

interface ShelfProps {
  groups: MarketPageView["groups"];
  /** The query that says the filters of these widgets: the information window keeps it. */
  search: string;
  /** Called at a click on a tile; must be stable. */
  onOpen: (event: MouseEvent<HTMLAnchorElement>) => void;
}

/** The widgets under their categories. */
export const Shelf = memo(function Shelf({ groups, search, onOpen }: ShelfProps) {
  return groups.map(({ category, title, widgets }) => (
    <section key={category} aria-labelledby={category} className="market-group">
      <h2 id={category} tabIndex={-1}>
        {title}
      </h2>
      <ul className="market-grid">
        {widgets.map((tile) => (
          <li key={tile.slug}>
            <TileCard tile={tile} search={search} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </section>
  ));
});

interface TileCardProps extends Omit<ShelfProps, "groups"> {
  tile: Tile;
}

// a plain anchor: two hundred links of the router would all be drawn anew whenever the address changes
const TileCard = memo(function TileCard({ tile, search, onOpen }: TileCardProps) {
  return (
    <a className="tile" href={`/market/${encodeURIComponent(tile.slug)}${search}`} onClick={onOpen}>
      <WidgetLogo title={tile.title} logo={tile.logo} />
      <span className="tile-text">
        <span className="tile-name">{tile.title}</span>
        <span className="tile-facts">
          <span className={tile.free ? "tile-free" : "tile-price"}>{tile.price}</span>
          {tile.kind && <span className="tile-kind">{tile.kind}</span>}
        </span>
        {tile.connected && (
          <span className="tile-connected">
            <span aria-hidden="true" className="tile-check" /> Подключено
            {tile.connections > 1 && `: ${counted(tile.connections, "раз", "раза", "раз")}`}
          </span>
        )}
      </span>
    </a>
  );
});

/** Grey cards while the first answer is on its way. */
export function ShelfSkeleton() {
  return (
    <output className="market-grid" aria-label="Загрузка" aria-busy="true">
      {Array.from({ length: 12 }, (_, place) => (
        <span key={place} className="tile">
          <Skeleton active avatar={{ shape: "square" }} title={false} paragraph={{ rows: 2 }} />
        </span>
      ))}
    </output>
  );
}
