import { Page } from "../../ui/Page";

/** Being built. */
export default function GuidePage() {
  return <Page title="GuidePage">{null}</Page>;
}
