import { Page } from "../../ui/Page";

/** Being built. */
export default function RunPage() {
  return <Page title="RunPage">{null}</Page>;
}
