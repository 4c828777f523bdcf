/* textarea[data-columns]: a table typed cell by cell. What is sent is still the textarea, a line for each row.
   Enter goes one row down and adds one at the end; arrows up and down move; a pasted sheet fills its cells. */
// Shown as cards on a phone, it is still a table for those who hear it.
const ROLES = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", th: "columnheader", td: "cell" };

class Grid {
  constructor(area) {
    this.area = area;
    this.said = JSON.parse(area.dataset.columns);
    this.most = Number(area.dataset.maxRows || 0);
    if (!this.read()) {
      return; // some line has other cells: it is put right as text
    }
    this.box = document.createElement("div");
    this.box.className = "wc-grid";
    area.after(this.box);
    area.hidden = true;
    document.querySelector(`label[for="${area.id}"]`)?.setAttribute("for", `${area.id}_1_1`);
    this.draw();
    area.addEventListener("wecare:put", () => this.again());
  }

  read() {
    const lines = this.area.value.split("\n").filter((line) => line.trim());
    this.rows = lines.map((line) => line.split(line.includes("\t") ? "\t" : ";").map((cell) => cell.trim()));
    const fits = this.rows.every((row) => row.length === this.said.columns.length);
    if (fits && !this.rows.length) {
      this.add();
    }
    return fits;
  }

  add() {
    this.rows.push(this.said.columns.map(() => ""));
  }

  again() {
    if (this.read()) {
      this.draw();
    } else {
      this.box.remove();
      this.area.hidden = false;
    }
  }

  draw() {
    const table = document.createElement("table");
    table.className = "table table-sm";
    table.append(this.caption(), this.head(), this.body());
    for (const [name, role] of Object.entries(ROLES)) {
      [table, ...table.querySelectorAll("*")].filter((each) => each.localName === name).forEach((each) => each.setAttribute("role", role));
    }
    const add = this.button(this.said.add, () => this.grow());
    add.hidden = Boolean(this.most) && this.rows.length >= this.most;
    this.box.replaceChildren(table, add);
  }

  caption() {
    const caption = document.createElement("caption");
    caption.className = "visually-hidden";
    caption.textContent = this.said.label;
    return caption;
  }

  head() {
    const head = document.createElement("thead");
    const row = head.insertRow();
    for (const title of [...this.said.columns, this.said.actions]) {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = title;
      row.append(cell);
    }
    row.lastElementChild.className = "visually-hidden";
    return head;
  }

  body() {
    const body = document.createElement("tbody");
    this.rows.forEach((cells, y) => {
      const row = body.insertRow();
      cells.forEach((text, x) => {
        const cell = row.insertCell();
        cell.dataset.label = this.said.columns[x];
        cell.append(this.cell(text, y, x));
      });
      row.insertCell().append(this.button(this.said.remove.replace("{n}", y + 1), () => this.shrink(y)));
    });
    return body;
  }

  cell(text, y, x) {
    const input = document.createElement("input");
    Object.assign(input, { type: "text", className: "form-control", value: text, id: `${this.area.id}_${y + 1}_${x + 1}` });
    const place = this.said.cell.replace("{column}", this.said.columns[x]).replace("{n}", y + 1);
    input.setAttribute("aria-label", place);
    if (this.area.hasAttribute("aria-describedby")) {
      input.setAttribute("aria-describedby", this.area.getAttribute("aria-describedby"));
    }
    input.addEventListener("input", () => {
      this.rows[y][x] = input.value;
      this.write();
    });
    input.addEventListener("keydown", (event) => this.move(event, y, x));
    input.addEventListener("paste", (event) => this.paste(event, y, x));
    return input;
  }

  button(text, does) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "btn btn-sm btn-outline-primary", textContent: text });
    button.addEventListener("click", does);
    return button;
  }

  move(event, y, x) {
    const steps = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };
    if (!(event.key in steps) || event.isComposing) {
      return;
    }
    event.preventDefault();
    if (event.key === "Enter" && y === this.rows.length - 1) {
      this.grow();
    } else {
      this.focus(y + steps[event.key], x);
    }
  }

  paste(event, y, x) {
    const text = event.clipboardData.getData("text/plain").replace(/\r/gu, "").replace(/\n$/u, "");
    if (!/[\t\n]/u.test(text)) {
      return;
    }
    event.preventDefault();
    text.split("\n").forEach((line, down) => {
      if (!this.rows[y + down]) {
        this.add();
      }
      line.split("\t").forEach((cell, right) => {
        if (x + right < this.said.columns.length) {
          this.rows[y + down][x + right] = cell.trim();
        }
      });
    });
    this.write();
    this.draw();
    this.focus(y, x);
  }

  grow() {
    if (this.most && this.rows.length >= this.most) {
      return;
    }
    this.add();
    this.draw();
    this.focus(this.rows.length - 1, 0);
  }

  shrink(y) {
    this.rows.splice(y, 1);
    if (!this.rows.length) {
      this.add();
    }
    this.write();
    this.draw();
    this.focus(Math.max(0, y - 1), 0);
  }

  focus(y, x) {
    document.getElementById(`${this.area.id}_${y + 1}_${x + 1}`)?.focus();
  }

  write() {
    const filled = this.rows.filter((row) => row.some((cell) => cell.trim()));
    const parting = filled.flat().some((cell) => cell.includes(";")) ? "\t" : "; ";
    this.area.value = filled.map((row) => row.map((cell) => cell.trim()).join(parting)).join("\n");
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

document.querySelectorAll("textarea[data-columns]").forEach((area) => new Grid(area));
