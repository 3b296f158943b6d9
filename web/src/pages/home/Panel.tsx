import { Alert, Button, Flex } from "antd";
import { useId, type ReactNode } from "react";
import { asProblem } from "../../api/problem";

interface PanelProps {
  title: string;
  /** Beside the title. */
  extra?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** One part of the home page, with its own heading. */
export function Panel({ title, extra, className = "", children }: PanelProps) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <Flex wrap justify="space-between" align="baseline" gap="small" className="panel-head">
        <h2 id={id}>{title}</h2>
        {extra}
      </Flex>
      {children}
    </section>
  );
}

/** A part that could not be read: the others stand beside it as they are. */
export function PanelFailed({ error, again }: { error: unknown; again: () => unknown }) {
  const problem = asProblem(error);
  return (
    <Alert
      showIcon
      role="alert"
      type={problem.away ? "warning" : "error"}
      title={problem.message}
      description={problem.detail}
      action={
        <Button size="small" onClick={() => void again()}>
          Повторить
        </Button>
      }
    />
  );
}
