/* [data-formset="prefix"]: adds and removes rows of a formset. Without it the rows given by the server
   and their DELETE boxes do the same. Focus goes to the new row, and back to the button. */
function manage(box) {
  const prefix = box.dataset.formset;
  const total = box.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const most = Number(box.querySelector(`[name="${prefix}-MAX_NUM_FORMS"]`)?.value || 1000);
  const empty = box.querySelector("template[data-formset-empty]");
  const add = box.querySelector("[data-formset-add]");

  function ready(row) {
    const mark = row.querySelector('[name$="-DELETE"]');
    const remove = row.querySelector("[data-formset-remove]");
    if (!mark || !remove) {
      return;
    }
    (mark.closest("[data-formset-delete]") || mark.closest(".wc-field") || mark).hidden = true;
    remove.hidden = false;
    remove.addEventListener("click", () => {
      mark.checked = true;
      row.hidden = true;
      row.dispatchEvent(new Event("input", { bubbles: true }));
      add?.focus();
    });
    row.hidden = mark.checked;
  }

  box.querySelectorAll("[data-formset-row]").forEach(ready);
  if (!add || !empty) {
    return;
  }
  add.hidden = false;
  add.addEventListener("click", () => {
    const n = Number(total.value);
    if (n >= most) {
      return;
    }
    const holder = document.createElement("template");
    holder.innerHTML = empty.innerHTML.replaceAll("__prefix__", String(n));
    const row = holder.content.querySelector("[data-formset-row]");
    const rows = box.querySelectorAll("[data-formset-row]");
    const last = rows[rows.length - 1];
    if (last) {
      last.after(row);
    } else {
      empty.before(row);
    }
    total.value = String(n + 1);
    ready(row);
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
}

document.querySelectorAll("[data-formset]").forEach(manage);
