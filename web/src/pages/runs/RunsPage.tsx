import { Page } from "../../ui/Page";

/** Being built. */
export default function RunsPage() {
  return <Page title="RunsPage">{null}</Page>;
}
