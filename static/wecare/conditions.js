/* [data-shown-if]: a question asked only after certain answers to another of the same form.
   Without this script every question stays in sight and says when it is asked; the server decides. */
function box(field) {
  return field.closest(".wc-field");
}

function answer(form, name) {
  const fields = [...form.elements].filter((each) => each.name === name);
  const chosen = fields.find((each) => each.type !== "radio" || each.checked);
  return chosen && !box(chosen)?.hidden ? chosen.value : "";
}

function show(form) {
  const done = new Set();
  for (const field of form.querySelectorAll("[data-shown-if]")) {
    if (done.has(field.name) || ![...form.elements].some((each) => each.name === field.dataset.shownIf)) {
      continue; // the question it hangs on is on another page
    }
    done.add(field.name);
    box(field).hidden = !JSON.parse(field.dataset.shownValues).includes(answer(form, field.dataset.shownIf));
  }
}

for (const form of document.querySelectorAll("form:has([data-shown-if])")) {
  form.addEventListener("change", () => show(form));
  show(form);
}
