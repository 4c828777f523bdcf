/* Two versions of one answer, shown one under the other where it was written: whoever reads chooses. */

const model = document.querySelector("template[data-conflict]");

function show({ field, mine, theirs, by, keep }) {
  const holder = field.closest(".wc-field") || field.parentElement;
  holder.querySelector(".wc-conflict")?.remove();
  const box = model.content.firstElementChild.cloneNode(true);
  box.querySelector("[data-conflict-mine]").textContent = mine;
  box.querySelector("[data-conflict-theirs]").textContent = theirs;
  for (const name of box.querySelectorAll("[data-conflict-by]")) {
    name.textContent = by || name.textContent;
  }
  const choose = (value) => {
    box.remove();
    keep(value);
    field.focus();
  };
  box.querySelector("[data-conflict-keep-mine]").addEventListener("click", () => choose(mine));
  box.querySelector("[data-conflict-keep-theirs]").addEventListener("click", () => choose(theirs));
  holder.append(box);
}

if (model) {
  for (const form of document.querySelectorAll("form[data-autosave-url]")) {
    form.addEventListener("wecare:conflict", (event) => show(event.detail));
  }
}
