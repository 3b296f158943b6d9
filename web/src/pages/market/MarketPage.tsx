import { Page } from "../../ui/Page";

/** Being built. */
export default function MarketPage() {
  return <Page title="MarketPage">{null}</Page>;
}
