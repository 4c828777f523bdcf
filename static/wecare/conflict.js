/* Two versions of one answer, shown side by side where it was written: whoever reads chooses. */

const model = document.querySelector("template[data-conflict]");

/* A choice is shown by its words, not by what stands for them. */
function words(field, value) {
  const option = field.localName === "select" && [...field.options].find((each) => each.value === value);
  return option ? option.textContent.trim() : value;
}

/* What names a field by other elements, as the cell of a table is named. */
function named(field) {
  const ids = (field.getAttribute("aria-labelledby") || "").split(" ");
  return ids.map((id) => id && document.getElementById(id)?.firstChild?.textContent.trim()).filter(Boolean).join(", ");
}

/* Beside the field or, where there is no room, in the place that the form has for it. */
function show({ field, mine, theirs, by, keep }) {
  const place = field.form.querySelector("[data-conflict-place]");
  const holder = place || field.closest(".wc-field") || field.closest("fieldset") || field.parentElement;
  [...holder.querySelectorAll(".wc-conflict")].find((each) => !place || each.dataset.field === field.name)?.remove();
  const box = model.content.firstElementChild.cloneNode(true);
  box.dataset.field = field.name;
  if (place) {
    box.querySelector(".wc-conflict-title").append(` (${named(field)})`);
    box.setAttribute("aria-label", box.querySelector(".wc-conflict-title").textContent.trim());
  }
  const say = () => {
    box.querySelector("[data-conflict-mine]").textContent = words(field, mine());
  };
  say();
  box.querySelector("[data-conflict-theirs]").textContent = words(field, theirs);
  for (const name of box.querySelectorAll("[data-conflict-by]")) {
    name.textContent = by || name.textContent;
  }
  field.addEventListener("input", say);
  const choose = (value) => {
    field.removeEventListener("input", say);
    box.remove();
    keep(value);
    field.focus();
  };
  box.querySelector("[data-conflict-keep-mine]").addEventListener("click", () => choose(mine()));
  box.querySelector("[data-conflict-keep-theirs]").addEventListener("click", () => choose(theirs));
  const merge = box.querySelector("[data-conflict-merge]");
  if (merge && field.localName === "textarea") {
    merge.hidden = false;
    merge.addEventListener("click", () => choose(`${mine()}\n\n${theirs}`));
  }
  holder.append(box);
}

if (model) {
  for (const form of document.querySelectorAll("form[data-autosave-url]")) {
    form.addEventListener("wecare:conflict", (event) => show(event.detail));
  }
}
