// Conveniences only: every page works with this file absent. It moves the focus to an error
// summary, keeps the skip link's focus right, and stops a form from being sent twice by one impatient
// double click.
import { createAll, Button, ErrorSummary, SkipLink } from "./govuk-frontend.min.js";

document.body.classList.add("govuk-frontend-supported");
createAll(ErrorSummary);
createAll(SkipLink);
createAll(Button, { preventDoubleClick: true });
