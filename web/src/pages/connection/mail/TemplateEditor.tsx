import { Alert, Button, Flex, Input, Popconfirm } from "antd";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { Failed, Loading, Nothing } from "../../../ui/states";
import { LeaveDialog } from "../LeaveDialog";
import { useGuard } from "../useGuard";
import type { Draft } from "./drafts";
import { LetterLines } from "./LetterLines";
import { MarkBar } from "./MarkBar";
import { addLines, fragmentText, mark, markItems, markOptional, type Fragment, type InLetter } from "./marking";
import type { Field, Sample } from "./model";
import { Outcomes } from "./Outcomes";
import { fitsOf, partsOf } from "./template";
import { TemplateText } from "./TemplateText";
import { Trial } from "./Trial";
import { useEditor } from "./useEditor";

const SampleDialog = lazy(() => import("./SampleDialog"));

interface TemplateEditorProps {
  connection: string;
  saved: Draft;
  /** The letter that the editor is opened with. */
  first: Sample | null;
  fields: readonly Field[];
}

type Editor = ReturnType<typeof useEditor>;

/** The editor of a template: a sample letter, fields marked in it, the text, and what is read by it. */
export function TemplateEditor({ connection, saved, first, fields }: TemplateEditorProps) {
  const editor = useEditor(connection, saved, first);
  const [chosen, setChosen] = useState<Fragment | null>(null);
  const blocker = useGuard(editor.dirty, editor.released);
  const { draft, edit, lines } = editor;
  const letter = useCallback((fragment: InLetter) => setChosen(fragment), []);
  const titles = useMemo(() => titlesOf(fields), [fields]);
  const used = useMemo(() => usedIn(draft.text, titles), [draft.text, titles]);
  const change = (made: (fragment: Fragment) => string) => {
    if (chosen) edit({ text: made(chosen) });
    setChosen(null);
    document.getSelection()?.removeAllRanges();
  };
  const { text } = draft;
  return (
    <>
      <Head editor={editor} />
      <MarkBar
        fields={fields}
        used={used}
        chosen={chosen ? fragmentText(text, lines, chosen).trim() : ""}
        inLetter={chosen?.at === "letter"}
        onMark={(field) => change((fragment) => mark(text, lines, fragment, field))}
        onItems={() => change((fragment) => markItems(text, lines, fragment))}
        onOptional={() => change((fragment) => markOptional(text, lines, fragment))}
        onAdd={() => change((fragment) => (fragment.at === "letter" ? addLines(text, lines, fragment) : text))}
      />
      <div className="editor">
        <SampleLetter
          connection={connection}
          editor={editor}
          titles={titles}
          chosen={chosen?.at === "letter" ? chosen : null}
          onChoose={letter}
        />
        <div>
          <section className="part" aria-labelledby="template-title">
            <h2 id="template-title">Шаблон</h2>
            <TemplateText
              text={text}
              wrong={editor.reading.wrong}
              onChange={(text) => {
                setChosen(null);
                edit({ text });
              }}
              onChoose={setChosen}
            />
          </section>
          <Reading editor={editor} />
        </div>
      </div>
      <Trial connection={connection} text={text} />
      <LeaveDialog blocker={blocker} />
    </>
  );
}

/** Titles of the fields that a template has. */
function usedIn(text: string, titles: ReadonlyMap<string, string>): ReadonlySet<string> {
  return new Set(text.split("\n").flatMap((line) => partsOf(line).flatMap(({ name }) => titles.get(name) ?? [])));
}

function Head({ editor: { draft, edit, save, saving, why, problem, dirty } }: { editor: Editor }) {
  const wrong = problem?.errors.filter(({ loc }) => loc[0] !== "text") ?? [];
  return (
    <div className="editor-head">
      <Flex wrap gap="small" align="center">
        <Input
          className="editor-name"
          aria-label="Название шаблона"
          placeholder="Название шаблона"
          maxLength={200}
          value={draft.name}
          onChange={(event) => edit({ name: event.target.value })}
        />
        <Button type="primary" loading={saving} onClick={save}>
          Сохранить
        </Button>
        <span className="muted" aria-live="polite">
          {dirty ? "Есть несохранённые изменения" : ""}
        </span>
      </Flex>
      {why && <Alert showIcon role="alert" type="warning" title="Шаблон не сохранён" description={why} />}
      {problem && !why && (
        <Alert
          showIcon
          role="alert"
          type="error"
          title={problem.message}
          description={wrong.map(({ msg }) => msg).join(" ") || problem.detail}
        />
      )}
    </div>
  );
}

interface SampleLetterProps {
  connection: string;
  editor: Editor;
  titles: ReadonlyMap<string, string>;
  chosen: InLetter | null;
  onChoose: (fragment: InLetter) => void;
}

function SampleLetter({ connection, editor, titles, chosen, onChoose }: SampleLetterProps) {
  const [choosing, setChoosing] = useState(false);
  const { sample, proposal, lines, draft } = editor;
  const fits = useMemo(() => fitsOf(draft.text.split("\n"), lines), [draft.text, lines]);
  return (
    <section className="part" aria-labelledby="sample-title">
      <h2 id="sample-title">Письмо-образец</h2>
      {sample && (
        <p>
          <strong>{sample.title}</strong>
          <br />
          <span className="muted">{sample.about}</span>
        </p>
      )}
      <Flex wrap gap="small" className="sample-buttons">
        <Button type={sample ? "default" : "primary"} onClick={() => setChoosing(true)}>
          {sample ? "Выбрать другое письмо" : "Выбрать письмо"}
        </Button>
        {sample && <Propose editor={editor} />}
      </Flex>
      {proposal.data && proposal.data.missing.length > 0 && !draft.text.trim() && (
        <Alert
          showIcon
          type="info"
          className="sample-note"
          title={`В письме не узнаны сами: ${proposal.data.missing.join(", ")}. Отметьте их в тексте ниже.`}
        />
      )}
      {!sample && <Nothing>Выберите письмо, по которому составляется шаблон.</Nothing>}
      {proposal.isLoading && <Loading />}
      {proposal.error && <Failed error={proposal.error} again={() => void proposal.refetch()} />}
      {lines.length > 0 && (
        <LetterLines lines={lines} fits={fits} titles={titles} chosen={chosen} onChoose={onChoose} />
      )}
      <Suspense>
        {choosing && (
          <SampleDialog
            connection={connection}
            onClose={() => setChoosing(false)}
            onChoice={(taken) => {
              setChoosing(false);
              editor.choose(taken);
            }}
          />
        )}
      </Suspense>
    </section>
  );
}

/** «Предложить шаблон»; a text that is there is not replaced without a question. */
function Propose({ editor: { draft, edit, proposal } }: { editor: Editor }) {
  const text = proposal.data?.text;
  const blank = draft.text.trim() === "";
  const take = () => edit({ text });
  return (
    <Popconfirm
      disabled={blank}
      title="Заменить текст шаблона?"
      description="Нынешний текст пропадёт."
      okText="Заменить"
      cancelText="Отмена"
      onConfirm={take}
    >
      <Button disabled={!text} onClick={blank ? take : undefined}>
        Предложить шаблон
      </Button>
    </Popconfirm>
  );
}

/** Russian names of placeholders, by their names and by their aliases. */
function titlesOf(fields: readonly Field[]): ReadonlyMap<string, string> {
  return new Map(
    fields.flatMap(({ field, title }) => [
      [field, title],
      [title.toLowerCase().replaceAll(" ", "_"), title],
    ]),
  );
}

function Reading({ editor: { reading, sample, draft } }: { editor: Editor }) {
  const { preview, error, again, old, pending, wrong } = reading;
  return (
    <section className={old ? "part old" : "part"} aria-labelledby="reading-title" aria-live="polite">
      <h2 id="reading-title">Что найдено в письме</h2>
      {pending && <Loading rows={4} />}
      {error && <Failed error={error} again={again} />}
      {preview && <Outcomes preview={preview} />}
      {!preview && !pending && !error && (
        <p className="muted">
          {wrong.length > 0
            ? "Исправьте текст шаблона."
            : sample && draft.text.trim()
              ? "Письмо читается…"
              : "Здесь появится то, что читается по шаблону из письма-образца."}
        </p>
      )}
    </section>
  );
}
