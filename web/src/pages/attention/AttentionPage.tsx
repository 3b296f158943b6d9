import { Page } from "../../ui/Page";

/** Being built. */
export default function AttentionPage() {
  return <Page title="AttentionPage">{null}</Page>;
}
