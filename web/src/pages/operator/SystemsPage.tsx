import { Page } from "../../ui/Page";

/** Being built. */
export default function SystemsPage() {
  return <Page title="SystemsPage">{null}</Page>;
}
