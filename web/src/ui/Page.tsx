import { Flex, Typography } from "antd";
import { useEffect, type ReactNode } from "react";

interface PageProps {
  /** The heading, and the title of the browser's tab. */
  title: string;
  /** A line under the heading. */
  lead?: ReactNode;
  /** Buttons at the right of the heading. */
  extra?: ReactNode;
  /** Where the reader came from, above the heading. */
  back?: ReactNode;
  children: ReactNode;
}

/** Frame of every page: one h1, the buttons beside it, the content below. */
export function Page({ title, lead, extra, back, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} – Бизнес.Интеграции`;
  }, [title]);
  return (
    <div className="page">
      {back && <div className="page-back">{back}</div>}
      <Flex wrap justify="space-between" align="center" gap="small" className="page-head">
        <div>
          <Typography.Title level={1}>{title}</Typography.Title>
          {lead && <div className="muted">{lead}</div>}
        </div>
        {extra && (
          <Flex wrap gap="small">
            {extra}
          </Flex>
        )}
      </Flex>
      {children}
    </div>
  );
}
