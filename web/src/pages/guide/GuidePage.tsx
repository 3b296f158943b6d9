import { useQuery } from "@tanstack/react-query";
import { Button, Result } from "antd";
import { useMemo } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { keys } from "../../live/keys";
import { useHashOnce } from "../../ui/hash";
import { Page } from "../../ui/Page";
import { Failed, Loading } from "../../ui/states";
import "./guide.css";
import { readGuide } from "./guides";
import { rendered, type Heading } from "./render";

/** «Инструкция по настройке» of an integration (`/guide/:slug`). */
export default function GuidePage() {
  const { slug = "" } = useParams();
  const { data, error, refetch } = useQuery({
    queryKey: keys.guide(slug),
    queryFn: () => readGuide(slug),
    staleTime: Infinity,
  });
  const guide = useMemo(() => (data ? rendered(data) : null), [data]);
  useHashOnce(guide !== null);
  if (error) return <Failed error={error} again={() => void refetch()} />;
  if (data === null) return <NoGuide />;
  if (!guide) return <Loading />;
  return (
    <Page title={guide.title} back={<Link to="/market">Маркетплейс</Link>}>
      <div className="guide">
        {guide.headings.length > 1 && <Contents headings={guide.headings} />}
        <article className="guide-text">{guide.text}</article>
      </div>
    </Page>
  );
}

function Contents({ headings }: { headings: Heading[] }) {
  return (
    <nav className="guide-contents" aria-labelledby="guide-contents">
      <h2 id="guide-contents">Содержание</h2>
      <ol>
        {headings.map(({ id, title, depth }) => (
          <li key={id} className={`guide-depth-${depth}`}>
            <Link to={{ hash: id }} onClick={() => document.getElementById(id)?.focus({ preventScroll: true })}>
              {title}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function NoGuide() {
  const navigate = useNavigate();
  return (
    <Page title="Инструкция не найдена">
      <Result
        status="404"
        title="Такой инструкции нет"
        subTitle="Адрес устарел или записан с ошибкой. Найдите интеграцию в маркетплейсе: ссылка «Инструкция по настройке» есть в её окне."
        extra={
          <Button type="primary" onClick={() => void navigate("/market")}>
            Открыть маркетплейс
          </Button>
        }
      />
    </Page>
  );
}
