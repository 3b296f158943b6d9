import { ClockCircleOutlined, ExclamationCircleOutlined, RedoOutlined, WarningOutlined } from "@ant-design/icons";
import { Flex } from "antd";
import type { ReactNode } from "react";
import { LinkButton } from "../../ui/LinkButton";
import { ago, moment } from "../../ui/format";
import { amount, cures, passes } from "./words";
import type { AttentionItem } from "./useAttention";
import { usePerson } from "./usePerson";
import "./attention.css";

const ICONS: Record<AttentionItem["kind"], ReactNode> = {
  connection_needs_attention: <ExclamationCircleOutlined />,
  orders_refused: <ExclamationCircleOutlined />,
  run_failed: <ExclamationCircleOutlined />,
  run_partial: <WarningOutlined />,
  orders_unanswered: <ClockCircleOutlined />,
  connection_retrying: <RedoOutlined />,
};

interface AttentionCardProps {
  item: AttentionItem;
  /** The heading that fits below those of the page. */
  heading: "h2" | "h3";
}

/** One thing to do: what happened, why and what to do, since when, how much waits, whose it is, where it is cured. */
export function AttentionCard({ item, heading: Heading }: AttentionCardProps) {
  const { cause, since, links } = item;
  const person = usePerson(links.service, links.connection);
  const waits = amount(item);
  const from = [item.integration_title ?? item.integration, item.connection_name].filter(Boolean).join(" · ");
  return (
    <article className={`attention ${passes(item.kind) ? "attention-passes" : ""}`} aria-label={cause.what}>
      <span className="attention-icon" aria-hidden="true">
        {ICONS[item.kind]}
      </span>
      <div className="attention-text">
        <Heading>{cause.what}</Heading>
        {cause.why && <p>{cause.why}</p>}
        {cause.do && <p className="cure">{cause.do}</p>}
        <div className="muted attention-facts">
          {waits && <strong>{waits}</strong>}
          {from && <span>{from}</span>}
          <time dateTime={since} title={moment(since)}>
            с {moment(since)} ({ago(since)})
          </time>
          {person && <span>Владелец: {person}</span>}
        </div>
      </div>
      <Flex wrap gap="small" className="attention-cures">
        {cures(item).map(({ to, label }, place) => (
          <LinkButton key={to} to={to} type={place === 0 && !passes(item.kind) ? "primary" : "default"}>
            {label}
          </LinkButton>
        ))}
      </Flex>
    </article>
  );
}
