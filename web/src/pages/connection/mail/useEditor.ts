import { useMutation, useQuery } from "@tanstack/react-query";
import { App } from "antd";
import { useRef, useState } from "react";
import { useNavigate } from "react-router";
import { ApiProblem, asProblem } from "../../../api/problem";
import { keys } from "../../../live/keys";
import { useDelayed } from "../../../ui/useDelayed";
import { previewOf, proposalFor, saveTemplate } from "./api";
import type { Draft } from "./drafts";
import { lacks, type Sample } from "./model";
import { MAIL, useOutdate } from "./useLetters";

const NO_LINES: string[] = [];

/** The state of a template editor: what is edited, the sample letter, and what the template makes of it. */
export function useEditor(connection: string, saved: Draft, first: Sample | null) {
  const [draft, setDraft] = useState(saved);
  const [sample, setSample] = useState(first);
  const [why, setWhy] = useState("");
  const proposal = useProposal(connection, sample);
  const reading = usePreview(connection, draft.text, proposal.data ? sample : null);
  const dirty = draft.name !== saved.name || draft.text !== saved.text;
  const edit = (change: Partial<Draft>) => {
    setWhy("");
    setDraft((before) => ({ ...before, ...change }));
  };
  const saving = useSave(connection);
  const save = () => {
    const reason = draft.text === saved.text && saved.id ? "" : whyNot(draft, sample, reading);
    setWhy(reason);
    if (!reason) saving.mutate({ ...draft, name: draft.name.trim() });
  };
  return {
    draft,
    edit,
    sample,
    choose: (chosen: Sample) => {
      setWhy("");
      setSample(chosen);
    },
    dirty,
    reading,
    proposal,
    lines: reading.preview?.lines ?? proposal.data?.lines ?? NO_LINES,
    save,
    saving: saving.isPending,
    released: saving.released,
    /** Why «Сохранить» did nothing. */
    why,
    problem: saving.error ? asProblem(saving.error) : null,
  };
}

/** What the template makes of the sample, some moments after the typing stopped; of an older text while it is asked. */
function usePreview(connection: string, text: string, sample: Sample | null) {
  const still = useDelayed(text);
  const query = useQuery({
    queryKey: keys.connection(MAIL, connection, "preview", sample?.source, still),
    queryFn: ({ signal }) => previewOf(connection, still, sample!.source, signal),
    enabled: sample !== null && still.trim() !== "",
    placeholderData: (before) => (still.trim() ? before : undefined),
    retry: false,
    staleTime: 60_000,
    gcTime: 60_000,
  });
  const refused = query.error instanceof ApiProblem ? query.error.errors.filter(({ loc }) => loc[0] === "text") : [];
  return {
    preview: query.data,
    /** What is wrong with the template's text. */
    wrong: refused.map(({ msg }) => msg),
    /** The letter could not be read, or nobody answered. */
    error: refused.length > 0 ? null : query.error,
    again: () => void query.refetch(),
    /** What is shown is of an older text. */
    old: text !== still || query.isPlaceholderData,
    pending: query.isLoading,
  };
}

type Reading = ReturnType<typeof usePreview>;

/** A template is saved when its sample can be read by it. */
function whyNot(draft: Draft, sample: Sample | null, { preview, wrong, error, old }: Reading): string {
  if (!draft.name.trim()) return "Назовите шаблон, например «Заказ с сайта».";
  if (!sample) return "Выберите письмо-образец: шаблон сохраняется, когда письмо по нему читается.";
  if (wrong.length > 0) return "Исправьте шаблон: " + wrong.join(" ");
  if (error) return "Письмо-образец не прочитано: выберите другое.";
  if (!draft.text.trim()) return "Шаблон пустой: отметьте в письме поля или нажмите «Предложить шаблон».";
  if (old || !preview) return "Письмо ещё читается по новому тексту шаблона, повторите через секунду.";
  if (preview.ok) return "";
  return `По шаблону не читается само письмо-образец. Не найдено: ${lacks(preview.found).join(", ")}.`;
}

function useSave(connection: string) {
  const navigate = useNavigate();
  const outdate = useOutdate(connection);
  const released = useRef(false);
  const { message } = App.useApp();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (draft: Draft) => saveTemplate(connection, draft),
    onSuccess: async ({ version }) => {
      released.current = true;
      void message.success(version > 1 ? `Шаблон сохранён, версия ${version}` : "Шаблон сохранён");
      await outdate("templates");
      await navigate(templatesOf(connection));
    },
  });
  return { mutate, isPending, error, released };
}

/** The text of the sample, and the template that «Предложить шаблон» takes. */
function useProposal(connection: string, sample: Sample | null) {
  return useQuery({
    queryKey: keys.connection(MAIL, connection, "proposal", sample?.source),
    queryFn: ({ signal }) => proposalFor(connection, sample!.source, signal),
    enabled: sample !== null,
    retry: false,
    staleTime: Infinity,
    gcTime: 60_000,
  });
}

/** Where the templates of a connection are listed. */
export function templatesOf(connection: string): string {
  return `/connections/${MAIL}/${connection}?tab=templates`;
}

/** Where a template is edited; `letter`: a kept letter as its sample. */
export function editorOf(connection: string, template = "new", letter?: string): string {
  return `/connections/${MAIL}/${connection}/templates/${template}${letter ? `?letter=${letter}` : ""}`;
}
