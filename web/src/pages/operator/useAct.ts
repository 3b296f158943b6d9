import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import { useTellProblem } from "../../ui/useTellProblem";

/** How an action ended, in words; `partly` when it did less than was asked. */
export interface Outcome {
  text: string;
  partly?: boolean;
}

/**
 * Runs an action, tells how it ended, and reads again what stands under `outdated`.
 * `act` answers whether it went well; `busy` is true while one runs.
 */
export function useAct(outdated: readonly unknown[]) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const tell = useTellProblem();
  const [busy, setBusy] = useState(false);
  const act = async (action: () => Promise<Outcome>): Promise<boolean> => {
    setBusy(true);
    try {
      const { text, partly } = await action();
      void (partly ? message.warning(text) : message.success(text));
      return true;
    } catch (error) {
      tell(error);
      return false;
    } finally {
      setBusy(false);
      await client.invalidateQueries({ queryKey: outdated });
    }
  };
  return { busy, act };
}
