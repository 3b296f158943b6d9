import { CheckCircleFilled } from "@ant-design/icons";
import { memo } from "react";
import { Link } from "react-router";
import { counted } from "../../ui/format";
import type { MarketPageView, Tile } from "./useMarket";
import { WidgetLogo } from "./WidgetLogo";

interface ShelfProps {
  groups: MarketPageView["groups"];
  /** The query that says the present filters: the information window keeps it. */
  search: string;
}

/** The widgets under their categories. */
export const Shelf = memo(function Shelf({ groups, search }: ShelfProps) {
  return groups.map(({ category, title, widgets }) => (
    <section key={category} aria-labelledby={category} className="market-group">
      <h2 id={category} tabIndex={-1}>
        {title}
      </h2>
      <ul className="market-grid">
        {widgets.map((tile) => (
          <li key={tile.slug}>
            <TileCard tile={tile} search={search} />
          </li>
        ))}
      </ul>
    </section>
  ));
});

const TileCard = memo(function TileCard({ tile, search }: { tile: Tile; search: string }) {
  return (
    <Link
      className="tile"
      to={{ pathname: `/market/${tile.slug}`, search }}
      state={{ opened: true }}
      preventScrollReset
    >
      <WidgetLogo title={tile.title} logo={tile.logo} />
      <span className="tile-text">
        <span className="tile-name">{tile.title}</span>
        <span className="tile-facts">
          <span className={tile.free ? "tile-free" : "tile-price"}>{tile.price}</span>
          {tile.kind && <span className="tile-kind">{tile.kind}</span>}
        </span>
        {tile.connected && (
          <span className="tile-connected">
            <CheckCircleFilled aria-hidden="true" /> Подключено
            {tile.connections > 1 && `: ${counted(tile.connections, "раз", "раза", "раз")}`}
          </span>
        )}
      </span>
    </Link>
  );
});

/** Grey cards while the first answer is on its way. */
export function ShelfSkeleton() {
  return (
    <output className="market-grid" aria-label="Загрузка" aria-busy="true">
      {Array.from({ length: 12 }, (_, place) => (
        <span key={place} className="tile tile-grey" />
      ))}
    </output>
  );
}
