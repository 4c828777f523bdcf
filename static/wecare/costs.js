/* form[data-costs]: the table of expenses. Totals follow what is typed, in whole cents; the limits are
   computed by the server and shown beside; Enter and the arrows move among the cells; a block of cells
   comes in from a spreadsheet. Without this script the table is a form like any other. */
const WAIT = 600; // milliseconds after the last key

/* Cents, or null where it is no Italian amount: the server reads the same and has the last word. */
export function cents(text) {
  const bare = text.replace(/[\s\u00a0\u202f]+/gu, "").replace(/^€|€$/gu, "");
  if (!bare) {
    return 0n;
  }
  const found = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?$/u.exec(bare);
  return found ? BigInt(found[1].replaceAll(".", "")) * 100n + BigInt((found[2] || "").padEnd(2, "0")) : null;
}

function plain(amount) {
  const whole = String(amount / 100n).replace(/\B(?=(\d{3})+$)/gu, ".");
  return `${whole},${String(amount % 100n).padStart(2, "0")}`;
}

function euro(amount) {
  return `${plain(amount)}\u00a0€`;
}

class Costs {
  constructor(form) {
    this.form = form;
    this.rows = [...form.querySelectorAll("tr[data-costs-line]")];
    this.said = form.querySelector("[data-costs-said]");
    this.aside = document.querySelector("[data-costs-account]");
    this.timer = 0;
    this.asked = 0; // how many accounts were asked for: only the last is shown
    for (const note of form.querySelectorAll("[data-costs-keys]")) {
      note.hidden = false;
    }
    form.addEventListener("input", () => this.changed());
    form.addEventListener("wecare:put", () => this.changed());
    form.addEventListener("wecare:version", (event) => this.saved(event.target));
    form.addEventListener("submit", () => this.leave());
    form.addEventListener("keydown", (event) => this.move(event));
    form.addEventListener("paste", (event) => this.paste(event));
    if ([...form.querySelectorAll(".wc-cell")].some((cell) => cell.value !== cell.defaultValue)) {
      this.changed(); // amounts that had waited in this browser are back
    }
  }

  /* The own share is saved: its part in kind, which may have been refused without it, tries again. */
  saved(cell) {
    const inKind = this.form.elements[cell.name.replace(/own_funding$/u, "own_in_kind")];
    if (inKind && inKind !== cell && cents(inKind.value) !== BigInt(inKind.dataset.version)) {
      inKind.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  /* Each cell is written over the amount that it says: so does the table, sent whole. */
  leave() {
    for (const cell of this.form.querySelectorAll(".wc-cell")) {
      this.form.elements[`was_${cell.name}`].value = plain(BigInt(cell.dataset.version));
    }
  }

  changed() {
    this.add();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  /* Every place of a row, from the left: a field, or an amount of others. */
  places(row) {
    return [...row.querySelectorAll(".wc-cell, [data-costs-amount]")];
  }

  amount(place) {
    const stored = place.dataset.costsAmount;
    return stored === undefined ? cents(place.value) ?? 0n : BigInt(stored);
  }

  add() {
    const columns = new Map(); // sum of a group, or of the whole → by column
    for (const row of this.rows) {
      const amounts = this.places(row).map((place) => this.amount(place));
      this.write(row.querySelector("[data-costs-total]"), amounts.reduce((sum, each) => sum + each, 0n));
      if (row.dataset.costsLine === "row") {
        this.gather(columns, "row", amounts);
        this.gather(columns, row.dataset.costsGroup, amounts);
      }
    }
    for (const line of this.form.querySelectorAll("tr[data-costs-sum]")) {
      const sums = columns.get(line.dataset.costsSum) ?? [];
      line.querySelectorAll("[data-costs-column]").forEach((place, n) => this.write(place, sums[n] ?? 0n));
      const all = sums.reduce((sum, each) => sum + each, 0n);
      this.write(line.querySelector("[data-costs-total], [data-costs-all]"), all);
    }
  }

  gather(columns, name, amounts) {
    const sums = columns.get(name) ?? amounts.map(() => 0n);
    columns.set(name, sums.map((sum, n) => sum + amounts[n]));
  }

  write(place, amount) {
    if (place) {
      place.textContent = euro(amount);
    }
  }

  /* The account with its limits, as the server computes it; nothing is saved. */
  async ask() {
    const number = (this.asked += 1);
    let answer = null;
    try {
      answer = await fetch(this.form.dataset.accountUrl, {
        method: "POST",
        credentials: "same-origin",
        redirect: "manual",
        body: new URLSearchParams(new FormData(this.form)),
      });
    } catch {
      return; // no network: the totals are still right, the limits come with the save
    }
    if ((answer.ok || answer.status === 422) && number === this.asked) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.aside.replaceChildren(...page.body.childNodes);
    }
  }

  /* Enter and down: the cell below; up: the one above; left and right leave a cell at its ends. */
  move(event) {
    const cell = event.target.closest(".wc-cell");
    if (!cell || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const [start, end, length] = [cell.selectionStart, cell.selectionEnd, cell.value.length];
    const all = start === 0 && end === length;
    const steps = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      Enter: event.shiftKey ? [-1, 0] : [1, 0],
      ArrowLeft: all || end === 0 ? [0, -1] : null,
      ArrowRight: all || start === length ? [0, 1] : null,
    };
    const step = steps[event.key];
    if (!step || (event.shiftKey && event.key !== "Enter")) {
      return;
    }
    event.preventDefault();
    this.go(cell, step);
  }

  go(cell, [down, right]) {
    let [row, column] = this.where(cell);
    for (;;) {
      row += down;
      column += right;
      const next = this.rows[row] && this.places(this.rows[row])[column];
      if (!next) {
        return;
      }
      if (next.matches(".wc-cell")) {
        next.focus();
        next.select();
        return;
      }
    }
  }

  where(cell) {
    const row = this.rows.indexOf(cell.closest("tr"));
    return [row, this.places(this.rows[row]).indexOf(cell)];
  }

  /* Rows by lines, columns by tabs, from the cell with the cursor; what others write is stepped over. */
  paste(event) {
    const cell = event.target.closest(".wc-cell");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!cell || !/[\t\n]/u.test(text.trim())) {
      return;
    }
    event.preventDefault();
    const [top, left] = this.where(cell);
    const counted = { pasted: 0, left: 0 };
    text.replace(/\r/gu, "").replace(/\n$/u, "").split("\n").forEach((line, down) => {
      line.split("\t").forEach((value, right) => {
        const row = this.rows[top + down];
        const place = row && this.places(row)[left + right];
        if (place?.matches(".wc-cell")) {
          place.value = value.trim();
          place.dispatchEvent(new Event("input", { bubbles: true })); // each saves itself
          counted.pasted += 1;
        } else if (value.trim()) {
          counted.left += 1;
        }
      });
    });
    this.say(counted);
    this.changed();
  }

  say(counted) {
    const parts = ["pasted", ...(counted.left ? ["left"] : [])];
    this.said.textContent = parts.map((name) => this.said.dataset[name].replace("{n}", counted[name])).join(" ");
  }
}

document.querySelectorAll("form[data-costs]").forEach((form) => new Costs(form));
