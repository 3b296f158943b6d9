import { memo } from "react";
import { Link } from "react-router";
import type { MarketPageView } from "./useMarket";

interface AnchorsProps {
  anchors: MarketPageView["anchors"];
  search: string;
}

/** Links to the categories with the number of widgets that the filters leave in each. */
export const Anchors = memo(function Anchors({ anchors, search }: AnchorsProps) {
  return (
    <nav className="market-anchors" aria-label="Категории маркетплейса">
      <ul>
        {anchors.map(({ category, title, count }) => (
          <li key={category}>
            {count > 0 ? (
              <Link to={{ search, hash: category }} onClick={() => focusOn(category)}>
                {title} <span className="market-count">{count}</span>
              </Link>
            ) : (
              <span className="market-empty">
                {title} <span className="market-count">0</span>
              </span>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
});

/** The keyboard goes on from the category; the router scrolls there. */
function focusOn(category: string): void {
  document.getElementById(category)?.focus({ preventScroll: true });
}
