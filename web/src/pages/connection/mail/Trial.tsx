import { useMutation } from "@tanstack/react-query";
import { Button, Flex, Segmented, Table, Tag } from "antd";
import { useState } from "react";
import { counted, moment } from "../../../ui/format";
import { Scrolled } from "../../../ui/Scrolled";
import { Failed } from "../../../ui/states";
import { tryOut } from "./api";
import type { Tried } from "./model";

const COUNTS = [5, 10, 20];

/** «Проверить на последних письмах»: the template on letters of the mailbox, none of which becomes an order. */
export function Trial({ connection, text }: { connection: string; text: string }) {
  const [count, setCount] = useState(COUNTS[0]!);
  const trying = useMutation({ mutationFn: (text: string) => tryOut(connection, text, count) });
  const old = trying.data !== undefined && trying.variables !== text;
  return (
    <section className="part" aria-labelledby="trial-title">
      <h2 id="trial-title">Проверка на последних письмах</h2>
      <Flex wrap gap="small" align="center">
        <Segmented aria-label="Сколько писем" options={COUNTS} value={count} onChange={setCount} />
        <Button disabled={!text.trim()} loading={trying.isPending} onClick={() => trying.mutate(text)}>
          Проверить на последних письмах
        </Button>
      </Flex>
      {trying.error && <Failed error={trying.error} again={() => trying.mutate(text)} />}
      {trying.data && (
        <div className={old ? "old" : undefined} aria-live="polite">
          <p>
            {summary(trying.data.items)} {old && <span className="muted">Шаблон с тех пор изменён.</span>}
          </p>
          {trying.data.items.length > 0 && <Letters items={trying.data.items} />}
        </div>
      )}
    </section>
  );
}

function summary(items: readonly Tried[]): string {
  if (items.length === 0) return "В ящике нет писем от отправителей из настройки.";
  const read = items.filter(({ ok }) => ok).length;
  return `Читается ${counted(read, "письмо", "письма", "писем")} из ${items.length}.`;
}

function Letters({ items }: { items: Tried[] }) {
  return (
    <Scrolled label="Письма проверки">
      <Table
        size="small"
        pagination={false}
        rowKey={(row) => items.indexOf(row)}
        dataSource={items}
        columns={[
          { title: "Тема", render: (_, row) => row.subject || "Без темы" },
          { title: "Дата", render: (_, row) => moment(row.date) },
          { title: "Результат", render: (_, row) => <Outcome {...row} /> },
          { title: "Не найдено", render: (_, row) => row.why?.what ?? (row.missing.join(", ") || "–") },
        ]}
      />
    </Scrolled>
  );
}

function Outcome({ ok, filled }: Tried) {
  return ok ? (
    <Tag color="success">Читается: {counted(filled, "поле", "поля", "полей")}</Tag>
  ) : (
    <Tag color="error">Не читается</Tag>
  );
}
