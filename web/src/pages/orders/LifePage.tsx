import { Page } from "../../ui/Page";

/** Being built. */
export default function LifePage() {
  return <Page title="LifePage">{null}</Page>;
}
