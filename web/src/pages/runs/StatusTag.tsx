import { Tag } from "antd";
import { statusWord } from "./words";

/** The result of a run in a word and a colour. */
export function StatusTag({ status }: { status: string }) {
  const { word, color } = statusWord(status);
  return <Tag color={color}>{word}</Tag>;
}
