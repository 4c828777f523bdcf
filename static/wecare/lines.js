/* table[data-lines]: keys to decide lines of expense without a mouse, while one of them has the focus.
   j and k go down and up, a accepts, r opens the page that says why not. The server decides. */
class Lines {
  constructor(table) {
    this.rows = [...table.querySelectorAll("[data-line]")];
    const begin = document.querySelector("[data-lines-begin]");
    if (!begin) {
      return;
    }
    document.querySelector("[data-keys]").hidden = false;
    begin.addEventListener("click", () => this.focus(this.waiting()));
    table.addEventListener("keydown", (event) => this.pressed(event));
    const named = this.rows.findIndex((row) => `#${row.id}` === window.location.hash);
    if (named !== -1) {
      this.focus(named);
    }
  }

  /* The first line that nobody decided, or the first of all. */
  waiting() {
    return Math.max(this.rows.findIndex((row) => row.querySelector("[data-line-accept]")), 0);
  }

  focus(place) {
    this.rows[place]?.focus();
    this.rows[place]?.scrollIntoView({ block: "nearest" });
  }

  pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) {
      return;
    }
    const here = this.rows.findIndex((row) => row.contains(event.target));
    const row = this.rows[here];
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      event.preventDefault();
      this.focus(Math.min(Math.max(here + (key === "j" ? 1 : -1), 0), this.rows.length - 1));
    } else if (key === "a") {
      row?.querySelector("[data-line-accept]")?.requestSubmit();
    } else if (key === "r") {
      row?.querySelector("[data-line-refuse]")?.click();
    }
  }
}

document.querySelectorAll("table[data-lines]").forEach((table) => new Lines(table));
