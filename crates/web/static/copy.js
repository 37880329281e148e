// A link that is shown once can be copied with one button. Without this file it is selected and copied
// by hand, as in any other field.
for (const field of document.querySelectorAll("[data-lw-copy]")) {
  const input = field.querySelector("input");
  if (!input || !navigator.clipboard) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary lw-copy";
  button.textContent = "Copy link";
  const said = document.createElement("span");
  said.className = "lw-copy__said";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(input.value);
      said.textContent = "Copied";
    } catch {
      input.focus();
      input.select();
      said.textContent = "Not copied. The link is selected: press Ctrl and C";
    }
  });
  field.append(button, said);
}
