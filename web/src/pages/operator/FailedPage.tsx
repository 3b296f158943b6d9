import { Page } from "../../ui/Page";

/** Being built. */
export default function FailedPage() {
  return <Page title="FailedPage">{null}</Page>;
}
