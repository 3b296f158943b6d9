import { Page } from "../../ui/Page";

/** Being built. */
export default function NewConnectionPage() {
  return <Page title="NewConnectionPage">{null}</Page>;
}
