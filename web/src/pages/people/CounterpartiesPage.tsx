import { Page } from "../../ui/Page";

/** Being built. */
export default function CounterpartiesPage() {
  return <Page title="CounterpartiesPage">{null}</Page>;
}
