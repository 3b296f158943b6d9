import { Page } from "../../ui/Page";

/** Being built. */
export default function HomePage() {
  return <Page title="HomePage">{null}</Page>;
}
