// Conveniences only: every page works with this file absent. It moves the focus to an error
// summary, keeps the skip link's focus right, stops a form from being sent twice by one impatient
// double click, and shows a passphrase to whoever wants to see what they type.
import { createAll, Button, ErrorSummary, PasswordInput, SkipLink } from "./govuk-frontend.min.js";
import "./session.js";

document.body.classList.add("govuk-frontend-supported");
createAll(ErrorSummary);
createAll(SkipLink);
createAll(Button, { preventDoubleClick: true });
createAll(PasswordInput);

// Whoever has no scripts prints with the browser's own menu.
for (const button of document.querySelectorAll("[data-lw-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
