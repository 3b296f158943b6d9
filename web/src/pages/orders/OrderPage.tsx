import { Page } from "../../ui/Page";

/** Being built. */
export default function OrderPage() {
  return <Page title="OrderPage">{null}</Page>;
}
