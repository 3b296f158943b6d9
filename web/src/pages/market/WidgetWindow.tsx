import { Modal } from "antd";
import { useCallback, useEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { Failed, Loading } from "../../ui/states";
import { RequestForm } from "./RequestForm";
import { useWidget } from "./useMarket";
import { WidgetInfo } from "./WidgetInfo";
import { WidgetLogo } from "./WidgetLogo";

const NOBODY: ReadonlySet<string> = new Set();

/** The information window of a widget over the grid; closing it leads back to the same filters. */
export function WidgetWindow({ slug, search }: { slug: string; search: string }) {
  const [gone, setGone] = useState(NOBODY);
  const [asking, setAsking] = useState(false);
  const { data: widget, error, refetch } = useWidget(slug, gone);
  const close = useClose(search);
  useTitle(widget?.title);
  const head = widget && (
    <span className="widget-head">
      <WidgetLogo title={widget.title} logo={widget.logo} />
      <span>
        {widget.title}
        {widget.kind && <span className="widget-kind">{widget.kind}</span>}
      </span>
    </span>
  );
  const forget = (id: string) => setGone((before) => new Set([...before, id]));
  return (
    <Modal open title={head ?? "Интеграция"} footer={null} width={720} onCancel={close} className="widget-window">
      {!widget && !error && <Loading />}
      {!widget && error && <Failed error={error} again={() => void refetch()} />}
      {widget && asking && <RequestForm slug={slug} title={widget.title} onBack={() => setAsking(false)} />}
      {widget && !asking && <WidgetInfo widget={widget} gone={gone} onGone={forget} onAsk={() => setAsking(true)} />}
    </Modal>
  );
}

/** Back to the grid: a step back when the window was opened from it, else a step of its own. */
function useClose(search: string): () => void {
  const { state } = useLocation();
  const navigate = useNavigate();
  const opened = Boolean((state as { opened?: boolean } | null)?.opened);
  return useCallback(() => {
    if (opened) void navigate(-1);
    else void navigate({ pathname: "/market", search }, { replace: true, preventScrollReset: true });
  }, [opened, navigate, search]);
}

function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (!title) return;
    const before = document.title;
    document.title = `${title} – ${before}`;
    return () => {
      document.title = before;
    };
  }, [title]);
}
