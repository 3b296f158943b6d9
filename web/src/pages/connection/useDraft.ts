import { useState } from "react";
import { same } from "../../forms/values";
import type { Settings } from "./model";

/**
 * What is being edited. `saved` is what the service holds now, as far as is known: a newer version is taken over while
 * nothing was edited, else `stale` tells that somebody else has saved.
 */
export function useDraft(saved: Settings) {
  const [base, setBase] = useState(saved);
  const [now, setNow] = useState(saved);
  const dirty = !same(content(now), content(base));
  const adopt = (settings: Settings) => {
    setBase(settings);
    setNow(settings);
  };
  const newer = saved.revision > base.revision;
  if (newer && !dirty) adopt(saved);
  return { base, now, setNow, dirty, adopt, stale: newer && dirty };
}

function content({ enabled, draft }: Settings) {
  return { enabled, ...draft };
}
