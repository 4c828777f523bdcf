/* form[data-grid]: bounds and totals while one types, and keys to judge without a mouse.
   The server counts again and decides. The keys are listed on the page ([data-keys]). */
const SPOKEN = 1000; // milliseconds after the last key, before the total is read aloud

/* Points as Italians type them, in hundredths; null if there are none, NaN if they cannot be read. */
function hundredths(typed) {
  const bare = typed.trim().replace(/\s/gu, "");
  if (!bare) {
    return null;
  }
  const plain = bare.includes(",") ? bare.replace(/\.(?=\d{3}(\D|$))/gu, "").replace(",", ".") : bare;
  const found = /^(\d{1,6})(?:\.(\d{1,2}))?$/u.exec(plain);
  return found ? Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0")) : NaN;
}

const said = (value) => `${Math.floor(value / 100)},${String(value % 100).padStart(2, "0")}`;

class Grid {
  constructor(form) {
    this.form = form;
    this.blocks = [...form.querySelectorAll("[data-criterion]")];
    this.later = 0;
    form.addEventListener("input", (event) => this.changed(event.target));
    form.addEventListener("change", (event) => this.changed(event.target));
    form.addEventListener("wecare:put", (event) => this.changed(event.target));
    document.addEventListener("keydown", (event) => this.pressed(event));
    const keys = document.querySelector("[data-keys]");
    if (keys) {
      keys.hidden = false;
    }
    this.fields().filter((field) => field.type !== "radio").forEach((field) => this.bound(field));
  }

  fields() {
    return [...this.form.querySelectorAll("[data-points]")];
  }

  changed(field) {
    if (!("points" in field.dataset)) {
      return;
    }
    if (field.type !== "radio") {
      this.bound(field);
    }
    clearTimeout(this.later);
    this.later = setTimeout(() => this.count(), SPOKEN);
  }

  /* The bound is told as soon as what is typed leaves it. */
  bound(field) {
    const given = hundredths(field.value);
    const most = hundredths(field.dataset.maximum);
    let problem = "";
    if (Number.isNaN(given)) {
      problem = /[.,]\d{3,}$/u.test(field.value.trim()) ? this.form.dataset.fine : this.form.dataset.unread;
    } else if (given !== null && given > most) {
      problem = this.form.dataset.over.replace("{maximum}", said(most)).replace("{typed}", said(given));
    }
    let line = field.parentElement.querySelector(".wc-bound");
    if (!line) {
      line = document.createElement("p");
      line.className = "wc-bound";
      line.id = `${field.id}_bound`;
      line.setAttribute("aria-live", "polite");
      field.after(line);
      field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${line.id}`.trim());
    }
    line.textContent = problem;
    if (problem) {
      field.setAttribute("aria-invalid", "true");
    } else {
      field.removeAttribute("aria-invalid");
    }
  }

  /* What is given so far, by class and in all, as the server counts it. */
  count() {
    const classes = new Map();
    const done = new Set();
    for (const field of this.fields()) {
      const given = field.type === "radio" && !field.checked ? null : hundredths(field.value);
      if (given === null || Number.isNaN(given) || given > hundredths(field.dataset.maximum)) {
        continue;
      }
      const weighted = Math.floor((given * hundredths(field.dataset.weight) + 50) / 100);
      classes.set(field.dataset.class, (classes.get(field.dataset.class) ?? 0) + weighted);
      done.add(field.dataset.points);
    }
    for (const place of this.form.querySelectorAll("[data-standing-class]")) {
      place.textContent = said(classes.get(place.dataset.standingClass) ?? 0);
    }
    const total = [...classes.values()].reduce((sum, each) => sum + each, 0);
    this.form.querySelector("[data-standing-total]").textContent = said(total);
    this.form.querySelector("[data-standing-done]").textContent = done.size;
  }

  pressed(event) {
    const key = this.named(event);
    if (key === "next" || key === "sign" || key === "save") {
      event.preventDefault();
      this.form.requestSubmit(this.form.querySelector(`[data-key="${key}"]`));
    } else if (key === "down" || key === "up") {
      event.preventDefault();
      this.move(key === "down" ? 1 : -1);
    } else if (key === "digit" && event.target.matches?.("[data-points][type=radio]")) {
      event.preventDefault();
      this.choose(event.target, Number(event.key));
    }
  }

  named(event) {
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === "Enter") {
      return event.shiftKey ? "sign" : "next";
    }
    if (command && !event.shiftKey && event.key.toLowerCase() === "s") {
      return "save";
    }
    if (event.altKey && !command && event.key === "ArrowDown") {
      return "down";
    }
    if (event.altKey && !command && event.key === "ArrowUp") {
      return "up";
    }
    return !command && !event.altKey && /^\d$/u.test(event.key) ? "digit" : "";
  }

  /* To the points of the criterion after or before the one with the focus. */
  move(step) {
    const here = this.blocks.findIndex((block) => block.contains(document.activeElement));
    const place = here === -1 ? (step > 0 ? 0 : this.blocks.length - 1) : here + step;
    const block = this.blocks[Math.min(Math.max(place, 0), this.blocks.length - 1)];
    const field = block.querySelector("[data-points]:checked") ?? block.querySelector("[data-points]");
    field.focus();
    block.scrollIntoView({ block: "nearest" });
  }

  /* The first radio is "not yet given": zero is that one. */
  choose(radio, number) {
    const levels = [...this.form.querySelectorAll(`input[name="${CSS.escape(radio.name)}"]`)];
    const level = levels[number];
    if (level) {
      level.checked = true;
      level.focus();
      level.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}

document.querySelectorAll("form[data-grid]").forEach((form) => new Grid(form));
