/** A fault of ours in a page, or a page that is no longer there after an update: the rest of the console goes on. */
export function CrashPage() {
  return (
    <div className="crash" role="alert">
      <h1>Страница не открылась</h1>
      <p>Возможно, консоль только что обновилась. Обновите страницу; если не поможет, напишите в поддержку.</p>
      <button type="button" onClick={() => window.location.reload()}>
        Обновить
      </button>
    </div>
  );
}
