import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleOutlined,
  PauseCircleOutlined,
  RedoOutlined,
  SyncOutlined,
} from "@ant-design/icons";
import { Tag } from "antd";
import type { ReactNode } from "react";

/** States of a connection, as services with connections name them; the worst for its owner first. */
export const STATES = ["needs_attention", "retrying", "late", "running", "ok", "paused"] as const;

/** The one word that is shown of a connection. */
export type State = (typeof STATES)[number];

const LOOK: Record<State, { title: string; color: string; icon: ReactNode }> = {
  needs_attention: { title: "Требует внимания", color: "error", icon: <ExclamationCircleOutlined /> },
  retrying: { title: "Повторяется", color: "warning", icon: <RedoOutlined /> },
  late: { title: "Опаздывает", color: "warning", icon: <ClockCircleOutlined /> },
  running: { title: "Идёт обмен", color: "processing", icon: <SyncOutlined spin /> },
  ok: { title: "Работает", color: "success", icon: <CheckCircleOutlined /> },
  paused: { title: "Отключен", color: "default", icon: <PauseCircleOutlined /> },
};

/** The state in Russian. */
export function stateTitle(state: State): string {
  return LOOK[state].title;
}

/** State of a connection where only its switch and its health are known (the marketplace, the journal). */
export function stateOfHealth(enabled: boolean, health: "ok" | "retrying" | "needs_attention" | "deleted"): State {
  if (!enabled || health === "deleted") return "paused";
  return health;
}

/** The state as a coloured label: an icon and a word say it too. */
export function StateTag({ state }: { state: State }) {
  const { title, color, icon } = LOOK[state];
  return (
    <Tag color={color} icon={icon} className="state-tag">
      {title}
    </Tag>
  );
}
