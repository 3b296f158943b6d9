import { Page } from "../../ui/Page";

/** Being built. */
export default function ProductsPage() {
  return <Page title="ProductsPage">{null}</Page>;
}
