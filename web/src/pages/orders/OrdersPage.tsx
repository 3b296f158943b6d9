import { Page } from "../../ui/Page";

/** Being built. */
export default function OrdersPage() {
  return <Page title="OrdersPage">{null}</Page>;
}
