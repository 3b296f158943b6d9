import { Page } from "../../ui/Page";

/** Being built. */
export default function ConnectionPage() {
  return <Page title="ConnectionPage">{null}</Page>;
}
