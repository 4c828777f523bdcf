/* form[data-logout]: whoever leaves a computer takes along the texts that wait in this browser.
   They are dropped once the portal has let the person go, not before: a press that failed loses nothing. */
const MARK = "wecare:leaving";
const prefix = (person) => `wecare:answer:${person}:`;

function kept(person) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix(person)));
  } catch {
    return [];
  }
}

const leaving = document.querySelector("form[data-logout]");
try {
  const gone = sessionStorage.getItem(MARK);
  if (gone) {
    sessionStorage.removeItem(MARK);
    if (leaving?.dataset.logout !== gone) {
      kept(gone).forEach((key) => localStorage.removeItem(key));
    }
  }
  leaving?.addEventListener("submit", (event) => {
    const person = leaving.dataset.logout;
    if (kept(person).length && !window.confirm(leaving.dataset.logoutWarning)) {
      event.preventDefault();
      return;
    }
    sessionStorage.setItem(MARK, person);
  });
} catch {
  // No store: nothing waits here.
}
