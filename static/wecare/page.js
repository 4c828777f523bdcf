/* Small comforts of every page: the focus on what must be corrected, tables that stay tables. */
// The summary of errors takes the focus when the page comes back with some.
const summary = document.querySelector("[data-errors]");
if (summary) {
  summary.focus();
}

// A table shown as cards on a phone keeps its roles for those who hear it.
const ROLES = {
  table: "table", thead: "rowgroup", tbody: "rowgroup", tfoot: "rowgroup", tr: "row", td: "cell",
};
for (const table of document.querySelectorAll(".wc-table")) {
  for (const part of [table, ...table.querySelectorAll(Object.keys(ROLES).join(","))]) {
    part.setAttribute("role", ROLES[part.localName]);
  }
  for (const head of table.querySelectorAll("th")) {
    head.setAttribute("role", head.scope === "row" ? "rowheader" : "columnheader");
  }
}

// The menu under the name closes with Escape and with a press elsewhere.
for (const menu of document.querySelectorAll("details.wc-person")) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  });
}
