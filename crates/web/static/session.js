// Warns before a session ends, so that nobody loses what they are writing. Without this file a form that
// is sent too late comes back with all that was typed, and with the way to sign in again.
//
// How long the session still goes on stands at the dialog, in seconds. Tabs tell one another: opening a
// page in one of them is a use, and the others stop warning.

const WARN_BEFORE = 5 * 60_000;
const LOOK_EVERY = 5_000;
// Whoever has typed so short a time ago is there, and is not interrupted by a question.
const JUST_NOW = 60_000;

const dialog = document.querySelector("#lw-leaving");
if (dialog) watch();

function watch() {
  const after = (seconds) => Date.now() + Number(seconds) * 1_000;
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("lapwing-session") : null;
  let ends = { idle: after(dialog.dataset.idle), over: after(dialog.dataset.over) };
  // The minutes that were last said; zero before any, less than zero once the session has ended.
  let said = 0;
  let closed = false;
  let typed = 0;

  const take = (times) => {
    ends = times;
    said = 0;
    closed = false;
    if (dialog.open) dialog.close();
  };

  const tell = (times) => {
    if (tabs) tabs.postMessage(times);
  };

  // Shows one of the dialog's parts. The browser keeps the focus within it, and gives it back to where
  // somebody was writing when it closes.
  const show = (part) => {
    for (const own of dialog.querySelectorAll("[data-part]")) own.hidden = own.dataset.part !== part;
    const shown = dialog.querySelector(`[data-part="${part}"]`);
    dialog.setAttribute("aria-labelledby", shown.querySelector("h2").id);
    if (!dialog.open) dialog.showModal();
    return shown;
  };

  const ended = () => {
    said = -1;
    show("ended").querySelector("a").focus();
  };

  const stay = async () => {
    try {
      // A session that has ended leads to another page, which is no answer here.
      const answer = await fetch("/account/stay", { redirect: "manual", cache: "no-store" });
      if (!answer.ok) throw new Error("not signed in any more");
      const left = await answer.json();
      take({ idle: after(left.idle), over: after(left.over) });
      tell(ends);
    } catch {
      ended();
    }
  };

  const look = () => {
    const now = Date.now();
    const left = Math.min(ends.idle, ends.over) - now;
    if (left > WARN_BEFORE || said < 0) return;
    if (left <= 0) {
      ended();
      return;
    }
    const may = ends.idle < ends.over;
    if (may && said === 0 && now - typed < JUST_NOW) {
      typed = 0;
      stay();
      return;
    }
    if (closed) return;
    const minutes = Math.ceil(left / 60_000);
    const shown = show(may ? "idle" : "over");
    if (minutes === said) return;
    said = minutes;
    // The words are a live region: they are read out when they change, which is once a minute.
    const words = shown.querySelector("[data-minutes]");
    words.textContent = minutes === 1 ? "in less than a minute" : `in ${minutes} minutes`;
  };

  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  for (const button of dialog.querySelectorAll("[data-close]")) {
    button.addEventListener("click", () => {
      closed = true;
      dialog.close();
    });
  }
  dialog.addEventListener("cancel", () => {
    closed = true;
  });
  document.addEventListener("input", () => {
    typed = Date.now();
  });
  if (tabs) tabs.addEventListener("message", (event) => {
    take(event.data);
    look();
  });
  tell(ends);

  look();
  setInterval(look, LOOK_EVERY);
  // A computer that slept, or a tab that was hidden, looks at once.
  document.addEventListener("visibilitychange", look);
}
