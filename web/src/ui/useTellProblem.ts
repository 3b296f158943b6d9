import { App } from "antd";
import { asProblem } from "../api/problem";

/** Tells of a failed action in a message over the page: what happened and what to do. */
export function useTellProblem() {
  const { message } = App.useApp();
  return (error: unknown) => {
    const problem = asProblem(error);
    void message.error(`${problem.message} ${problem.detail}`);
  };
}
