import { Page } from "../../ui/Page";

/** Being built. */
export default function ConnectionsPage() {
  return <Page title="ConnectionsPage">{null}</Page>;
}
