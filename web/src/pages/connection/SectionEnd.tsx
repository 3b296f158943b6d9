import { Alert, Button, Flex } from "antd";
import type { Schema, Section } from "../../forms/schema";
import { CauseView } from "../../ui/CauseView";
import { RunButtons } from "./RunButtons";
import type { EndProps } from "./useSettings";

/** Buttons under a section of the form, as the service tells them. */
export function SectionEnd({ section, ...end }: EndProps & { section: Section }) {
  return (
    <>
      {section.check && end.of.form.checkable && <Check {...end} />}
      <RunButtons {...end} kinds={section.runs ?? []} />
    </>
  );
}

/** Buttons that no section of the form claims. */
export function Rest(end: EndProps) {
  const { form } = end.of;
  const sections = ((form.schema as Schema)["x-sections"] ?? []) as Section[];
  const claimed = new Set(sections.flatMap((section) => section.runs ?? []));
  const kinds = [...new Set([...form.by_hand, ...(form.uploads ? ["import_orders"] : [])])];
  const left = kinds.filter((kind) => !claimed.has(kind));
  const check = form.checkable && !sections.some((section) => section.check);
  if (left.length === 0 && !check) return null;
  return (
    <section className="part" aria-label="Действия">
      {check && <Check {...end} />}
      <RunButtons {...end} kinds={left} />
    </section>
  );
}

function Check({ of, state }: EndProps) {
  const { result, busy, refused, run } = state.check;
  return (
    <div className="section-end">
      <Flex wrap gap="small" align="center">
        <Button loading={busy} disabled={!state.isOwner && !of.connection} onClick={() => void run()}>
          Проверить подключение
        </Button>
        {busy && <span className="muted">Обычно это занимает несколько секунд</span>}
      </Flex>
      <div aria-live="polite" className="check-result">
        {refused && !busy && <Alert showIcon type="warning" title="Чтобы проверить, заполните отмеченные поля" />}
        {result?.ok && !busy && <Alert showIcon type="success" title="Подключение работает" />}
        {result?.cause && !busy && !result.field && <CauseView cause={result.cause} />}
        {result?.field && !busy && (
          <Alert showIcon type="error" title="Проверка не прошла: исправьте отмеченное поле" />
        )}
      </div>
    </div>
  );
}
