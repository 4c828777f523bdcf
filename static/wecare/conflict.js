/* Two versions of one answer, shown side by side where it was written: whoever reads chooses. */

const model = document.querySelector("template[data-conflict]");

/* A choice is shown by its words, not by what stands for them. */
function words(field, value) {
  const option = field.localName === "select" && [...field.options].find((each) => each.value === value);
  return option ? option.textContent.trim() : value;
}

function show({ field, mine, theirs, by, keep }) {
  const holder = field.closest(".wc-field") || field.closest("fieldset") || field.parentElement;
  holder.querySelector(".wc-conflict")?.remove();
  const box = model.content.firstElementChild.cloneNode(true);
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
